// A model's Markdown as HTML that can do nothing: no raw HTML, no pictures, no links but to the
// web. What it says is not to be trusted: a repository can make a model say anything.

import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import MarkdownIt from 'markdown-it';

const languages = { bash, c, cpp, css, go, java, javascript, json, python, rust, sql, typescript,
  xml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

const markdown = new MarkdownIt({
  html: false,
  linkify: false,
  highlight: (code, name) => (hljs.getLanguage(name)
    ? hljs.highlight(code, { language: name, ignoreIllegals: true }).value : ''),
}).disable('image');

markdown.validateLink = (url) => /^https?:\/\//i.test(url);

// Where a link goes can be read before it is followed: its words can lie.
markdown.renderer.rules.link_open = (tokens, at, options, _env, self) => {
  tokens[at].attrSet('title', String(tokens[at].attrGet('href')));
  return self.renderToken(tokens, at, options);
};

export const render = (text: string): string => markdown.render(text);
