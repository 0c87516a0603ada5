; Imports, and what they say of the whole file: a capture may be a trait.

(import_statement) @import

; const fs = require("fs")
([
   (lexical_declaration
     (variable_declarator
       value: [
         (call_expression function: (identifier) @_require)
         (member_expression object: (call_expression function: (identifier) @_require))
       ]))
   (variable_declaration
     (variable_declarator value: (call_expression function: (identifier) @_require)))
   (expression_statement (call_expression function: (identifier) @_require))
 ] @import
 (#eq? @_require "require"))

; A file that imports a test framework is a test throughout.
((import_statement source: (string) @test)
 (#match? @test "^.(vitest|@jest/.*|node:test|mocha|chai|ava|tap|sinon|supertest|@testing-library/.*|@playwright/test).$"))
