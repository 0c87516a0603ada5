; Rules of the built-in review for CSS. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/css.

; --- Correctness -----------------------------------------------------------------------------

((block (declaration) @_before . (declaration) @finding)
  (#eq? @_before @finding)
  (#set! rule "duplicate-declaration")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The same is said twice in a row")
  (#set! detail "One of the two does nothing; often another property was meant. Take it out."))

((declaration (property_name) . (_) (plain_value) @finding)
  (#match? @finding "^[a-z-]+:")
  (#not-match? @finding "^(progid|data|https?):")
  (#set! rule "missing-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A semicolon is missing in front of this")
  (#set! detail "The browser takes it for part of the value above and drops both. End each declaration with")
  (#set! detail "a semicolon, the last one too."))

; Two in a row are a value and another one for browsers that do not know it, and so are values that
; are calculated.
((block (declaration (property_name) @key @finding
  . [(plain_value) (integer_value) (float_value) (color_value)] @_value .)) @among
  (#not-match? @key "^(src|background(-color)?|--.*|[*_].*)$")
  (#not-match? @_value "^-|\\\\")
  (#set! rule "overridden-property")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{key} was set above, and counts no more")
  (#set! detail "The last one in a rule wins. Take the one out that is not meant. Where one is for browsers")
  (#set! detail "that do not know the other, put them next to each other."))
([(block (declaration (property_name) @_before) . (declaration (property_name) @allowed))
  (block (declaration (property_name) @_before) . (comment)
    . (declaration (property_name) @allowed))]
  (#eq? @_before @allowed)
  (#set! rule "overridden-property"))

((stylesheet
  [(rule_set) (media_statement) (supports_statement) (keyframes_statement)] @_before
  . (import_statement) @finding)
  (#set! rule "late-import")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "An import below a rule is not read")
  (#set! detail "Browsers take `@import` only in front of all rules. Move it to the top."))

((js_comment) @finding
  (#not-match? @finding "^//[^[:space:]]*[.][a-z]+/")
  (#set! rule "slash-comment")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "CSS has no comments with two slashes")
  (#set! detail "The browser takes this for part of what follows and drops that too, up to the next")
  (#set! detail "semicolon or brace. Write `/* … */`."))

((color_value) @finding
  (#match? @finding "^#([0-9a-fA-F]{5}|[0-9a-fA-F]{7})$")
  (#set! rule "invalid-color")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{finding} is no colour")
  (#set! detail "Colours have 3 or 6 digits, 4 or 8 with opacity. The browser drops the whole declaration."))

((declaration [(integer_value (unit) @finding) (float_value (unit) @finding)])
  (#not-match? @finding "^(%|[pP][xXtTcC]|r?[eE][mMxX]|r?c(h|ap)|r?ic|r?lh|[sdl]?v([whib]|min|max)|cq([whib]|min|max)|[cC][mM]|[mM][mM]|[iI][nN]|[qQ]|deg|g?rad|turn|m?s|S|MS|k?[hH][zZ]|KHZ|dp(i|cm|px)|x|fr|db|st|VH|VW|VMIN|VMAX|CH|FR|e[0-9]*|[a-f])$")
  (#set! rule "unknown-unit")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{finding} is no unit")
  (#set! detail "The browser drops the whole declaration. Usual ones are px, rem, em, %, vw, vh, fr, deg, s."))

((declaration (property_name) @finding)
  (#any-of? @finding "backgroud" "backgroung" "backgound" "background-colour" "bakground" "boder"
   "border-raduis" "border-raidus" "borer" "botom" "colour" "colr" "cusor" "diplay" "dispaly"
   "dislay" "disply" "flaot" "font-wieght" "font-weigth" "font-szie" "heigth" "hieght" "higth"
   "hight" "justify-contents" "letf" "line-heigth" "line-hieght" "magin" "margin-botom"
   "margin-letf" "margin-rigth" "marign" "max-heigth" "max-widht" "min-heigth" "min-widht"
   "opactiy" "oveflow" "overlfow" "paddding" "paddig" "padding-botom" "padding-rigth" "pading"
   "positon" "postion" "rigth" "text-algin" "text-aling" "text-decoraion" "tranform" "transfrom"
   "transiton" "vertical-aling" "visiblity" "visibilty" "widht" "witdh" "wdith" "z-idnex")
  (#set! rule "misspelt-property")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "There is no property {finding}")
  (#set! detail "A letter is wrong, and the browser drops the declaration without a word."))

((call_expression (function_name) @_function (arguments) @finding)
  (#match? @_function "^(-webkit-|-moz-)?calc$")
  (#match? @finding "([0-9](px|r?em|%|v[wh]|ch|fr|pt)|\\))[+-]([0-9(]|var)")
  (#set! rule "unspaced-calc")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "calc needs blanks around + and -")
  (#set! detail "Without them the sign belongs to the number, and the browser drops the declaration. Write")
  (#set! detail "`calc(100% - 2rem)`."))

((call_expression (function_name) @_function (arguments . (plain_value) @finding))
  (#any-of? @_function "linear-gradient" "repeating-linear-gradient")
  (#any-of? @finding "top" "bottom" "left" "right")
  (#set! rule "gradient-direction")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A direction begins with `to`")
  (#set! detail "This is how prefixed gradients were written, from where; without the prefix say whereto:")
  (#set! detail "`to bottom` in place of `top`."))

((keyframe_block (block (declaration (important) @finding)))
  (#set! rule "important-in-animation")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "In an animation a declaration with !important is dropped")
  (#set! detail "Animations win over normal rules anyway. Take the word out."))

; --- Accessibility ---------------------------------------------------------------------------

; Of single elements the sign may be elsewhere.
((rule_set (selectors) @_selectors (block
    (declaration (property_name) @_outline . [(plain_value) (integer_value)] @_none) @finding))
  (#any-of? @_outline "outline" "outline-style" "outline-width")
  (#any-of? @_none "none" "0" "0px")
  (#match? @_selectors "^([*]|a|button|input|select|textarea)?:focus(-visible)?(,[[:space:]]*([*]|a|button|input|select|textarea)?:focus(-visible)?)*$")
  (#set! rule "lost-outline")
  (#set! severity "warning")
  (#set! category "accessibility")
  (#set! title "Who uses the keyboard no longer sees where they are")
  (#set! detail "Give the focus another sign in the same rule (`outline: 2px solid`, a shadow, a border), or")
  (#set! detail "take it away for the mouse only: `:focus:not(:focus-visible)`."))
; Another sign takes its place.
([(rule_set (block (declaration (property_name) @_outline) @allowed
    (declaration (property_name) @_sign)))
  (rule_set (block (declaration (property_name) @_sign)
    (declaration (property_name) @_outline) @allowed))]
  (#any-of? @_outline "outline" "outline-style" "outline-width")
  (#match? @_sign "^(box-shadow|-webkit-box-shadow|border.*|background.*|text-decoration.*|filter|color|transform)$")
  (#set! rule "lost-outline"))

; A single font is one of icons, more often than not.
((rule_set (block (declaration
    (property_name) @_property . [(plain_value) (string_value)] [(plain_value) (string_value)]
    @_family .) @finding))
  (#eq? @_property "font-family")
  (#not-match? @finding "(^|[^a-zA-Z-])((sans-)?serif|monospace|cursive|fantasy|system-ui|ui-[a-z]+|math|emoji|inherit|initial|unset)([^a-zA-Z-]|$)")
  (#not-match? @_family "([iI]con|ICON|[gG]lyph|[aA]wesome|[sS]ymbol|[mM]aterial|[eE]moji|[dD]ingbat|[mM]ath|[kK]a[tT]e[xX])")
  (#set! rule "no-generic-font")
  (#set! severity "information")
  (#set! category "accessibility")
  (#set! title "When {_family} is not there, the browser takes any font")
  (#set! detail "Name the kind at the end: `sans-serif`, `serif`, `monospace`."))

; --- Security --------------------------------------------------------------------------------

([(call_expression (function_name) @_url (arguments [(string_value) (plain_value)] @_address))
  (import_statement (string_value) @_address)] @finding
  (#match? @_address "^[\"']?http://[^/:]+[.]")
  (#match? @_url "^url$")
  (#not-match? @_address "^[\"']?http://(127[.]|10[.]|192[.]168[.]|(www[.])?w3[.]org/)")
  (#set! rule "plain-http")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "This comes over a connection that anyone can change")
  (#set! detail "Browsers block it on a page with https. Write `https://`, or serve the file yourself."))
((namespace_statement (call_expression) @allowed) (#set! rule "plain-http"))

; --- Maintainability ---------------------------------------------------------------------------

([(stylesheet (rule_set) @key @finding) @among
  (block (rule_set) @key @finding) @among]
  (#not-match? @key "[{][[:space:]]*[}]$")
  (#set! rule "duplicate-rule")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "The very same rule stands above")
  (#set! detail "Who changes one of the two has to know of the other. Take one out; where something between")
  (#set! detail "them counts on the order, it is the first that does nothing."))

((rule_set (selectors) @name (block . "{" . "}" .)) @finding
  (#set! rule "empty-rule")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "The rule for {name} says nothing")
  (#set! detail "Take it out, or say in a comment inside the braces what it waits for."))

((rule_set) @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Such a rule is strong and hard to overrule, and breaks when the page is put together in")
  (#set! detail "another way. Give the element a class and a rule of its own."))

([(comment) (js_comment)] @finding
  (#match? @finding "^/[*/][[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in a style sheet is seen by those who come by, and by nobody else. Do it, put it")
  (#set! detail "where work is planned, or delete it when it no longer matters."))
