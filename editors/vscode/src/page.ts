// The script of the explanation's page: puts what it is told in place and tells of its buttons.
// The HTML it is given holds no scripts; the page's policy would run none.

import type { PageState } from './explanation';

declare function acquireVsCodeApi(): { postMessage(message: { type: string }): void };

const api = acquireVsCodeApi();
const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const text = byId('text');

// Leaves the beginning that is the same as it stands: nothing flickers, a selection stays.
function replace(html: string): void {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  const wanted = [...fresh.content.children];
  let same = 0;
  while (same < wanted.length && same < text.children.length &&
    wanted[same].isEqualNode(text.children[same]))
    same++;
  while (text.children.length > same) text.lastElementChild?.remove();
  text.append(...wanted.slice(same));
}

window.addEventListener('message', ({ data }: MessageEvent<PageState>) => {
  byId('title').textContent = data.title;
  byId('header').textContent = data.header;
  byId<HTMLButtonElement>('again').disabled = !data.isDone;
  document.body.classList.toggle('running', !data.isDone);
  replace(data.html);
});

for (const id of ['copy', 'again'])
  byId(id).addEventListener('click', () => api.postMessage({ type: id }));
api.postMessage({ type: 'ready' });
