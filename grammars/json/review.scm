; Rules of the built-in review for JSON. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/json. A rule that speaks of one tool's file knows it by its keys.

; --- Correctness -----------------------------------------------------------------------------

((object (pair key: (string) @key @finding)) @among
  (#set! rule "duplicate-key")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The key {key} is there already")
  (#set! detail "Most readers take the last value and drop the other without a word, some take the first.")
  (#set! detail "Take one of the two out."))

((number) @finding
  (#match? @finding "^-?(9[1-9][0-9]{14}|[1-9][0-9]{16,})$")
  (#not-match? @finding "0000$")
  (#set! rule "large-number")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{finding} comes out as another number in JavaScript")
  (#set! detail "Past 9007199254740991 not every integer has a double of its own, and many readers use")
  (#set! detail "doubles. Write what is a name and not a quantity as a string."))

((pair key: (string . (string_content) @key .) @finding)
  (#match? @key "^[ \t]|[^ \t][ \t]+$")
  (#set! rule "blank-in-key")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The key begins or ends with a blank")
  (#set! detail "Whoever looks for it without the blank finds nothing, and nobody sees why. Take it out."))

; --- Security --------------------------------------------------------------------------------

((pair key: (string (string_content) @_key) value: (false)) @finding
  (#any-of? @_key "rejectUnauthorized" "strict-ssl" "strictSSL" "strictSsl" "verify_ssl" "verifySsl"
   "verifySSL" "ssl_verify" "sslVerify" "verify_tls" "tlsVerify" "http.proxyStrictSSL"
   "verifyCertificate" "verify_certificate")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority name its")
  (#set! detail "certificate (`ca`, `cafile`), and leave the check on."))
((pair key: (string (string_content) @_key) value: (true)) @finding
  (#any-of? @_key "insecureSkipVerify" "insecure_skip_verify" "skipTLSVerify" "skip_tls_verify"
   "insecure-skip-tls-verify" "tlsInsecure" "allowInvalidCertificates" "trustServerCertificate"
   "TrustServerCertificate")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority name its")
  (#set! detail "certificate (`ca`, `cafile`), and leave the check on."))
((pair key: (string (string_content) @_key)
  value: [(string (string_content) @_value) (number) @_value]) @finding
  (#eq? @_key "NODE_TLS_REJECT_UNAUTHORIZED")
  (#eq? @_value "0")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "No server's certificate is checked any more")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority name its file")
  (#set! detail "in `NODE_EXTRA_CA_CERTS`, and leave the check on."))

((pair key: (string (string_content) @_key) value: (string (string_content) @_url)) @finding
  (#any-of? @_key "registry" "resolved" "npmRegistryServer" "tarball" "dist-url")
  (#match? @_url "^http://[^/:]+[.]")
  (#not-match? @_url "^http://(127[.]|10[.]|192[.]168[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|[^/]*[.](local|internal|test|lan)([:/]|$))")
  (#set! rule "plain-http")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Packages come over a connection that anyone can change")
  (#set! detail "Whoever is on the way puts in a package of their own, and it runs here. Write `https://`."))

((object
  (pair key: (string (string_content) @_effect) value: (string (string_content) @_allow))
  . (pair key: (string (string_content) @_action)
    value: [(string (string_content) @_all) (array . (string (string_content) @_all) .)])
  . (pair key: (string (string_content) @_resource)
    value: [(string (string_content) @_any) (array . (string (string_content) @_any) .)]))
  @finding
  (#eq? @_effect "Effect") (#eq? @_allow "Allow")
  (#eq? @_action "Action") (#any-of? @_all "*" "*:*")
  (#eq? @_resource "Resource") (#eq? @_any "*")
  (#set! rule "allows-everything")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Whoever has this policy may do everything with everything")
  (#set! detail "A key that leaks gives the whole account away. Name the actions (`s3:GetObject`) and the")
  (#set! detail "resources (`arn:aws:s3:::bucket/*`) that are needed."))

((pair key: (string (string_content) @_scripts) value: (object (pair
  value: (string . (string_content) @_command) @finding)))
  (#any-of? @_scripts "scripts" "postCreateCommand" "commands" "tasks")
  (#match? @_command "(curl|wget) [^|;&]*[|] *(sudo )?(ba|z|da)?sh( |$)")
  (#set! rule "download-and-run")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "What the network sends is run unseen")
  (#set! detail "A broken connection runs half a script, a broken server runs anything. Download to a file,")
  (#set! detail "compare its checksum, and run that; or take it as a package with a version."))

; --- Maintainability ---------------------------------------------------------------------------

((document (object (pair key: (string (string_content) @_group) value: (object (pair
  key: (string) @name value: (string (string_content) @version)) @finding))))
  (#any-of? @_group "dependencies" "devDependencies" "optionalDependencies" "require" "require-dev")
  (#any-of? @version "*" "latest" "x" ">=0" ">=0.0.0" "dev-master" "dev-main")
  (#not-match? @name "^\"(ext-|lib-|composer-)")
  (#set! rule "any-version")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "Any version of {name} will do")
  (#set! detail "The next release that breaks something breaks this too, on some day, on some machines.")
  (#set! detail "Give the version that you tested, with `^` in front if its successors may come."))

((pair key: (string (string_content) @_group) value: (object (pair
  key: (string (string_content) @option) value: (false)) @finding))
  (#eq? @_group "compilerOptions")
  (#any-of? @option "strict" "strictNullChecks" "noImplicitAny")
  (#set! rule "lax-types")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{option} is off, so the compiler lets the commonest mistakes pass")
  (#set! detail "With it TypeScript finds what may be null or has no type. Switch it on; where there is much")
  (#set! detail "to mend, one folder at a time with a tsconfig.json of its own."))

((comment) @finding
  (#match? @finding "^(//|/[*])[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in a file is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
