// Every cap on input in one place. Sizes are in bytes unless the name says otherwise.
#pragma once

enum {
    BUFFER_BYTES_MAX = 256 << 20,       // no single buffer grows past this
    MESSAGE_BYTES_MAX = 64 << 20,       // one JSON-RPC message
    FRAME_HEADER_BYTES_MAX = 8 << 10,   // all headers of one frame
    DOCUMENT_BYTES_MAX = 32 << 20,      // one document's text
    CONFIG_FILE_BYTES_MAX = 1 << 20,    // one configuration file
    CONFIG_ENTRIES_MAX = 1000,          // items of one list or map in it
    CONFIG_PROBLEMS_MAX = 100,          // listed of one file
    SYNTAX_BYTES_MAX = 8 << 20,         // larger documents have line-based scope only
    STREAM_LINE_BYTES_MAX = 1 << 20,    // one line of an event stream
    ANSWER_BYTES_MAX = 4 << 20,         // all text of one answer
    RESPONSE_BYTES_MAX = 64 << 20,      // all bytes of one HTTP response
    RESPONSE_HEAD_BYTES_MAX = 64 << 10, // status line and headers of one HTTP response
    ERROR_BODY_BYTES_MAX = 64 << 10,    // what is read of an error response
    KEY_BYTES_MAX = 16 << 10,           // output of a key command
    KEY_COMMAND_MS_MAX = 30000,
    FINDINGS_MAX = 200,               // of one review
    DESTINATION_BYTES_MAX = 48 << 10, // of a file that an answer has to hold whole
    ACTIVE_JOBS_MAX = 64,
    OPEN_DOCUMENTS_MAX = 4096,
    // Parse budget, in two measures that are the same on every machine: progress callbacks of
    // tree-sitter (one in 100 parser steps, 0.03 to 0.2 ms) and bytes that it allocates. Each has
    // a start and a share of the text. Of 9000 files (Python's and Node's libraries, /usr/include)
    // the densest took 37 callbacks a kilobyte and allocated 97 bytes for each of its own, and 297
    // after random damage. Inputs of 4 KB exist that would take seconds by backtracking, or by
    // recovery that is quadratic in the length: they allocate thousands for a byte, or pass the
    // callbacks, and stop within 0.3 s.
    PARSE_CALLBACKS_BASE = 400,
    PARSE_CALLBACKS_PER_KIB = 185,
    PARSE_CALLBACKS_MAX = 400000,
    PARSE_ALLOCATED_BASE = 4 << 20,
    PARSE_ALLOCATED_PER_BYTE = 512,
};
