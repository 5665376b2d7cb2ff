// Reactions and comments without leaving the page: the same forms, sent by script, and a count of what is typed.

/** Sends the fields of a form; resolves to what came of it, and whether that is what was wanted. */
async function send(form, fields) {
  const token = form.querySelector('[name="token"]');
  const response = await fetch(form.getAttribute('action'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...fields, token: token.value }),
  });
  const answer = await response.json();
  // a page that was open for long gets a new one, for the next try
  if (answer.token) token.value = answer.token;
  return { ...answer, done: response.ok };
}

/** Has `act` done for a form, one at a time; what came of it is said in the form's live region. */
function onSubmit(form, outcome, act) {
  let isBusy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    try {
      const { message, done } = await act(event.submitter);
      outcome.textContent = message;
      outcome.classList.toggle('fault', !done);
    } catch {
      outcome.textContent = 'That could not be sent. Please try again.';
      outcome.classList.add('fault');
    }
    isBusy = false;
  });
}

function enhanceReactions(section) {
  const form = section.querySelector('form');
  onSubmit(form, section.querySelector('.outcome'), async (button) => {
    const answer = await send(form, { [button.name]: button.value });
    if (answer.done) {
      for (const one of form.querySelectorAll('button')) {
        const isPressed = answer.own.includes(one.value);
        one.name = isPressed ? 'remove' : 'add';
        one.setAttribute('aria-pressed', String(isPressed));
        one.querySelector('.count').textContent = answer.reactions[one.value];
      }
    }
    return answer;
  });
}

const MAX_CHARACTERS = 2000;
/** Characters left at which somebody who does not see the count is told. */
const TOLD_AT = [200, 50, 0];

/** Code points of what is kept of a text: the rule of comment-text.ts, which the server goes by. */
function countCharacters(typed) {
  const text = typed
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .toWellFormed()
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
      '',
    )
    .replace(/(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[\u{e0000}-\u{e007f}]/gu, '$1')
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .normalize('NFC')
    .trim();
  return [...text].length;
}

function make(name, facts, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function makeComment({ id, author, at, date, paragraphs, rel }) {
  const makePart = ({ text, href }) => (href ? make('a', { href, rel }, text) : text);
  return make(
    'li',
    { class: 'comment', id },
    make(
      'p',
      { class: 'facts' },
      make('bdi', { class: 'authors' }, author),
      ' ',
      make('a', { href: `#${id}` }, make('time', { datetime: at }, date)),
    ),
    ...paragraphs.map((lines) =>
      make(
        'p',
        { dir: 'auto' },
        ...lines.flatMap((parts, place) => [...(place ? [make('br', {})] : []), ...parts.map(makePart)]),
      ),
    ),
  );
}

function enhanceComments(section) {
  const form = section.querySelector('form');
  if (!form) return;
  const outcome = form.querySelector('.outcome');
  const text = form.querySelector('textarea');
  const counter = form.querySelector('.counter');
  let left = MAX_CHARACTERS;

  function showCount() {
    const before = left;
    left = MAX_CHARACTERS - countCharacters(text.value);
    counter.querySelector('.count').textContent = MAX_CHARACTERS - left;
    counter.classList.toggle('over', left < 0);
    if (left < 0) text.setAttribute('aria-invalid', 'true');
    else text.removeAttribute('aria-invalid');
    if (left < 0 && before >= 0) outcome.textContent = 'That is too long now.';
    else if (TOLD_AT.some((bound) => left <= bound && before > bound)) outcome.textContent = `${left} characters left.`;
    else if (before < 0 && left >= 0) outcome.textContent = '';
  }

  text.addEventListener('input', showCount);
  // what a browser brings back with a page has been typed before
  if (text.value !== '') showCount();

  onSubmit(form, outcome, async () => {
    const fields = {};
    for (const name of ['name', 'comment', 'website']) fields[name] = form.querySelector(`[name="${name}"]`).value;
    const answer = await send(form, fields);
    if (!answer.done) {
      text.focus();
      return answer;
    }
    // a comment of the last page does not belong below another one
    if (answer.comment && section.querySelector('.paging')) location.assign(answer.location);
    text.value = '';
    left = MAX_CHARACTERS;
    showCount();
    if (answer.comment && !document.getElementById(answer.comment.id)) {
      section.querySelector('ol').append(makeComment(answer.comment));
      section.querySelector('h2').textContent = `${answer.total} ${answer.total === 1 ? 'comment' : 'comments'}`;
    }
    return answer;
  });
}

for (const section of document.querySelectorAll('section.reactions')) enhanceReactions(section);
for (const section of document.querySelectorAll('section.comments')) enhanceComments(section);
