; Rules of the built-in review for HTML. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/html. Values that a template fills in are left alone.

; --- Correctness -----------------------------------------------------------------------------

([(start_tag (tag_name) @_tag (attribute (attribute_name) @_id
    (quoted_attribute_value (attribute_value) @once)) @finding)
  (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_id
    (quoted_attribute_value (attribute_value) @once)) @finding)]
  (#eq? @_id "id")
  (#not-match? @_tag ":")
  (#not-match? @once "[{<$%]")
  (#set! rule "duplicate-id")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The id {once} is there already")
  (#set! detail "Links, labels and `getElementById` find the first one only. Give each its own, or use a")
  (#set! detail "class for what may be there several times."))

([(start_tag (attribute (attribute_name) @key @finding)) @among
  (self_closing_tag (attribute (attribute_name) @key @finding)) @among]
  (#not-match? @key "[{}%<]")
  (#set! rule "duplicate-attribute")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{key} is there already, and this one does not count")
  (#set! detail "Browsers take the first and drop the second without a word. Put both into one."))

((erroneous_end_tag) @finding
  (#set! rule "stray-end-tag")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This closes nothing")
  (#set! detail "No such element is open here: it was closed before, or another one is not closed yet, and")
  (#set! detail "browsers guess. Take the tag out, or close in the order in which you opened."))

((document . (element . (start_tag (tag_name) @_tag) @finding))
  (#any-of? @_tag "html" "HTML")
  (#set! rule "no-doctype")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Without a doctype browsers imitate those of the nineties")
  (#set! detail "In quirks mode sizes and styles follow other rules. Begin with `<!DOCTYPE html>`."))

((element
  (start_tag (tag_name) @_parent)
  (element (start_tag (tag_name) @_item) @finding))
  (#any-of? @_parent "div" "section" "article" "main" "body")
  (#eq? @_item "li")
  (#set! rule "item-outside-list")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "An item that is in no list")
  (#set! detail "Screen readers say `list, three items` only where `<li>` stands right in `<ul>`, `<ol>` or")
  (#set! detail "`<menu>`. Put one around."))

; --- Accessibility ---------------------------------------------------------------------------

([(start_tag (tag_name) @_tag) (self_closing_tag (tag_name) @_tag)] @finding
  (#match? @_tag "^[iI][mM][gG]$")
  (#set! rule "image-without-text")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "Who cannot see the picture learns nothing of it")
  (#set! detail "Screen readers then read the file's name. Say in `alt` what the picture says; for one that")
  (#set! detail "only decorates write `alt=\"\"`."))
([(start_tag (tag_name) @_tag (attribute (attribute_name) @_name))
  (self_closing_tag (tag_name) @_tag (attribute (attribute_name) @_name))] @allowed
  (#match? @_tag "^[iI][mM][gG]$")
  (#match? @_name "^([aA][lL][tT]|:alt|\\[alt\\]|v-bind:alt|v-bind|th:alt|ng-attr-alt|aria-label|aria-labelledby|aria-hidden|role|[{<%].*)$")
  (#set! rule "image-without-text"))

((start_tag (tag_name) @_tag) @finding
  (#any-of? @_tag "html" "HTML")
  (#set! rule "no-language")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "The page does not say its language")
  (#set! detail "Screen readers then pronounce it in the language of the machine, and browsers offer to")
  (#set! detail "translate it. Write `<html lang=\"en\">`."))
((start_tag (tag_name) @_tag (attribute (attribute_name) @_name)) @allowed
  (#any-of? @_tag "html" "HTML")
  (#match? @_name "(^([xX][mM][lL]:)?[lL][aA][nN][gG]$|lang\\]?$|[{<%])")
  (#set! rule "no-language"))

((start_tag (tag_name) @_tag) @finding
  (#any-of? @_tag "iframe" "IFRAME")
  (#set! rule "frame-without-title")
  (#set! severity "information")
  (#set! category "accessibility")
  (#set! title "The frame does not say what is in it")
  (#set! detail "Who listens to a page must go in to find out. Give it a `title`, as `title=\"Map of the way\"`."))
((start_tag (tag_name) @_tag (attribute (attribute_name) @_name)) @allowed
  (#any-of? @_tag "iframe" "IFRAME")
  (#any-of? @_name "title" "TITLE" "aria-label" "aria-labelledby" "aria-hidden" "hidden" ":title"
   "v-bind:title")
  (#set! rule "frame-without-title"))

((attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @_value)) @finding
  (#match? @_name "^[tT][aA][bB][iI][nN][dD][eE][xX]$")
  (#match? @_value "^[1-9][0-9]*$")
  (#set! rule "positive-tabindex")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "The Tab key leaves the order of the page here")
  (#set! detail "Numbers above 0 come before everything else, so the focus jumps about. Write `0` and put")
  (#set! detail "the element where it is to be reached."))

([(start_tag
    (attribute (attribute_name) @_n (quoted_attribute_value (attribute_value) @_viewport))
    (attribute (attribute_name) @_c (quoted_attribute_value (attribute_value) @_content)) @finding)
  (self_closing_tag
    (attribute (attribute_name) @_n (quoted_attribute_value (attribute_value) @_viewport))
    (attribute (attribute_name) @_c (quoted_attribute_value (attribute_value) @_content))
      @finding)]
  (#eq? @_n "name") (#eq? @_viewport "viewport") (#eq? @_c "content")
  (#match? @_content "(user-scalable *= *(no|0)|maximum-scale *= *1([.]0*)?([^0-9.]|$))")
  (#set! rule "no-zoom")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "Nobody can enlarge this page")
  (#set! detail "Who sees badly needs to. Leave `width=device-width, initial-scale=1` and no more."))

((element . (start_tag . (tag_name) @_tag .) @finding . (end_tag) .)
  (#match? @_tag "^[hH][1-6]$")
  (#set! rule "empty-heading")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "A heading without a word")
  (#set! detail "Screen readers list headings to jump to, and this one has no name. Fill it, or make the")
  (#set! detail "space with a margin."))

; --- Security --------------------------------------------------------------------------------

((attribute (attribute_name) @_name (quoted_attribute_value (attribute_value) @_value)) @finding
  (#match? @_name "^([hH][rR][eE][fF]|action|src|formaction)$")
  (#match? @_value "^[[:space:]]*[jJ][aA][vV][aA][sS][cC][rR][iI][pP][tT]:")
  (#set! rule "script-url")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "An address that is a script")
  (#set! detail "It keeps the page from having a content security policy that stops foreign scripts, and")
  (#set! detail "opens nothing in a new tab. Write a `<button type=\"button\">` and listen to its clicks."))

([(script_element (start_tag (attribute (attribute_name) @_name
    (quoted_attribute_value (attribute_value) @_value)) @finding))
  (element (start_tag (tag_name) @_frame (attribute (attribute_name) @_name
    (quoted_attribute_value (attribute_value) @_value)) @finding))]
  (#any-of? @_frame "iframe" "embed" "IFRAME" "EMBED")
  (#any-of? @_name "src" "SRC")
  (#match? @_value "^http://[^/:]+[.]")
  (#not-match? @_value "^http://(127[.]|10[.]|192[.]168[.])")
  (#set! rule "plain-http")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Part of the page comes over a connection that anyone can change")
  (#set! detail "Browsers block it on a page with https, and on one without anyone on the way puts in a")
  (#set! detail "script of their own. Write `https://`, or serve the file yourself."))
; Of links those that are loaded.
([(start_tag (tag_name) @_tag
    (attribute (attribute_name) @_rel (quoted_attribute_value (attribute_value) @_kind))
    (attribute (attribute_name) @_href (quoted_attribute_value (attribute_value) @_value))
      @finding)
  (start_tag (tag_name) @_tag
    (attribute (attribute_name) @_href (quoted_attribute_value (attribute_value) @_value)) @finding
    (attribute (attribute_name) @_rel (quoted_attribute_value (attribute_value) @_kind)))
  (self_closing_tag (tag_name) @_tag
    (attribute (attribute_name) @_rel (quoted_attribute_value (attribute_value) @_kind))
    (attribute (attribute_name) @_href (quoted_attribute_value (attribute_value) @_value))
      @finding)
  (self_closing_tag (tag_name) @_tag
    (attribute (attribute_name) @_href (quoted_attribute_value (attribute_value) @_value)) @finding
    (attribute (attribute_name) @_rel (quoted_attribute_value (attribute_value) @_kind)))]
  (#any-of? @_tag "link" "LINK")
  (#any-of? @_rel "rel" "REL")
  (#any-of? @_href "href" "HREF")
  (#match? @_kind "([sS]tylesheet|STYLESHEET|preload)")
  (#match? @_value "^http://[^/:]+[.]")
  (#not-match? @_value "^http://(127[.]|10[.]|192[.]168[.])")
  (#set! rule "plain-http")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Part of the page comes over a connection that anyone can change")
  (#set! detail "Browsers block it on a page with https, and on one without anyone on the way changes how")
  (#set! detail "the page looks and what it says. Write `https://`, or serve the file yourself."))

((script_element (start_tag (attribute (attribute_name) @_name
  (quoted_attribute_value (attribute_value) @_value))) @finding)
  (#any-of? @_name "src" "SRC")
  (#match? @_value "^(https?:)?//(cdn[.]jsdelivr[.]net|unpkg[.]com|cdnjs[.]cloudflare[.]com|code[.]jquery[.]com|(maxcdn|stackpath|netdna)[.]bootstrapcdn[.]com|ajax[.]aspnetcdn[.]com)/")
  (#set! rule "unchecked-script")
  (#set! severity "information")
  (#set! category "security")
  (#set! title "Whoever controls that server controls this page")
  (#set! detail "Add `integrity=\"sha384-…\"` and `crossorigin=\"anonymous\"`: then the browser runs only the")
  (#set! detail "file that you looked at. Or serve it yourself."))
((script_element (start_tag (attribute (attribute_name) @_name)) @allowed)
  (#any-of? @_name "integrity" "INTEGRITY" ":integrity")
  (#set! rule "unchecked-script"))

; --- Maintainability ---------------------------------------------------------------------------

((start_tag (tag_name) @tag) @finding
  (#any-of? @tag "font" "center" "marquee" "blink" "big" "strike" "tt" "frame" "frameset" "noframes"
   "applet" "acronym" "basefont" "dir" "FONT" "CENTER" "MARQUEE" "BLINK" "BIG" "STRIKE" "TT" "FRAME"
   "FRAMESET" "NOFRAMES" "APPLET" "ACRONYM" "BASEFONT" "DIR")
  (#set! rule "obsolete-element")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "HTML no longer has {tag}")
  (#set! detail "Browsers may drop it, and it says how something looks where HTML says what it is. Use a")
  (#set! detail "class and CSS; `<del>`, `<code>`, `<abbr>` and `<iframe>` have taken the place of some."))

((comment) @finding
  (#match? @finding "^<!--[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in a page is seen by those who come by, and by everyone who looks at its source. Do")
  (#set! detail "it, put it where work is planned, or delete it when it no longer matters."))
