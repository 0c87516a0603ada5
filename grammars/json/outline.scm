; What the whole file is: a capture may be a trait. Nothing is imported in JSON.

(document) @config
