; What a style sheet takes in, and what the whole file is: a capture may be a trait.

(import_statement) @import

(stylesheet) @frontend
