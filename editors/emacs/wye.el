;;; wye.el --- The right model behind every code action  -*- lexical-binding: t -*-

;; Author: the authors of wye
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools

;;; Commentary:

;; Wye explains, reviews and refactors code by the model that suits it best,
;; and by its own structural engine where there is none.  It is a language
;; server; this package starts it by Eglot, or beside other servers by
;; lsp-mode, shows what it says, and cancels.
;;
;;     (require 'wye)
;;     (add-hook 'python-mode-hook #'eglot-ensure)
;;
;; Then M-x wye-explain, or M-x wye-menu.  Eglot runs one server per buffer, so there wye
;; takes the place of another one.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'jsonrpc)
(require 'subr-x)
(require 'transient)

(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(declare-function lsp-activate-on "ext:lsp-mode")
(declare-function ediff-buffers "ediff")
(declare-function ediff-setup-windows-plain "ediff-wind")
(declare-function gfm-view-mode "ext:markdown-mode")
(defvar ediff-window-setup-function)

;;;; Options

(defgroup wye nil
  "The right model behind every code action."
  :group 'tools
  :prefix "wye-")

(defcustom wye-command nil
  "The program wye, with its arguments.
Nil: the one that is built beside this package, else that on the PATH."
  :type '(choice (const :tag "Found" nil) (repeat string)))

(defcustom wye-settings nil
  "Wye's configuration, over that of its config.json, as a plist.
For example (:prefer \"speed\")."
  :type 'plist)

(defcustom wye-preview 'never
  "Which edits are shown by Ediff before they are made."
  :type '(choice (const never) (const ask)
                 (const :tag "those of more than ten lines" large)))

;;;###autoload
(defcustom wye-modes
  '(c-mode c-ts-mode c++-mode c++-ts-mode css-mode css-ts-mode go-mode
    go-ts-mode html-mode html-ts-mode mhtml-mode java-mode java-ts-mode js-mode
    js-ts-mode js-json-mode json-mode json-ts-mode python-mode python-ts-mode
    rust-mode rust-ts-mode sh-mode bash-ts-mode sql-mode typescript-mode
    typescript-ts-mode tsx-ts-mode)
  "Major modes that Eglot starts wye for."
  :type '(repeat symbol))

;;;; The server

(defconst wye--folder
  (file-name-directory (or load-file-name buffer-file-name default-directory)))

(defun wye--find-command ()
  "Return the server's command, or fail and say what to do."
  (let ((built (expand-file-name "../../build/wye" wye--folder)))
    (cond (wye-command
           (or (executable-find (car wye-command))
               (user-error "The option `wye-command' names %s, which is no program"
                           (car wye-command)))
           wye-command)
          ((file-executable-p built) (list built))
          ((executable-find "wye") (list "wye"))
          (t (user-error "There is no program wye: build it by `make' in its \
repository, or set `wye-command'")))))

(defclass wye-server (eglot-lsp-server) ()
  :documentation "Wye, as a server of Eglot's.")

;;;###autoload
(defun wye--contact (&rest _)
  "Return what Eglot is to start."
  (cons 'wye-server (wye--find-command)))

;;;###autoload
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons wye-modes #'wye--contact)))

(cl-defmethod eglot-client-capabilities ((_server wye-server))
  "Return those of Eglot, and ours."
  (plist-put (cl-call-next-method) :experimental
             '(:wye (:stream t :outcome t))))

(cl-defmethod eglot-initialization-options ((_server wye-server))
  "Return the option `wye-settings'."
  (or wye-settings (cl-call-next-method)))

(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'wye--find-command)
                    :activation-fn (lambda (&rest _) (memq major-mode wye-modes))
                    :initialization-options (lambda () wye-settings)
                    :add-on? t
                    :server-id 'wye)))

(defun wye--server ()
  "Return this buffer's server, or fail and say what to do."
  (let ((server (eglot-current-server)))
    (unless (cl-typep server 'wye-server)
      (user-error "Wye does not run for this buffer: M-x eglot starts it"))
    server))

(cl-defun wye--tell-error (&key message &allow-other-keys)
  "Tell the MESSAGE of an answer that is an error."
  (message "wye: %s" message))

(defun wye--execute (command argument &optional on-answer)
  "Call the server's COMMAND with ARGUMENT; ON-ANSWER gets what it answers.
Returns at once."
  (jsonrpc-async-request
   (wye--server) :workspace/executeCommand
   (list :command command :arguments (if argument (vector argument) []))
   :success-fn (or on-answer #'ignore)
   :error-fn #'wye--tell-error))

;;;; What runs, and who it was

(defvar wye--running nil "What runs: (TOKEN TITLE . MESSAGE), newest first.")
(defvar wye--names nil "Models as the server shows them: (JOB . NAME).")
(defvar wye--last nil "Who served last.")
(defvar wye--spent nil "Micro-dollars of today.")
(defvar wye--argument nil "What was asked last.")

(defun wye--dollars (micro-usd)
  "Return MICRO-USD as people read it; nil for nothing."
  (when (and micro-usd (> micro-usd 0))
    (cond ((< micro-usd 100) "less than $0.0001")
          ((< micro-usd 1000000) (format "$%.4f" (/ micro-usd 1e6)))
          (t (format "$%.2f" (/ micro-usd 1e6))))))

(defun wye--join (&rest parts)
  "Return PARTS that say something, with a dot between them."
  (string-join (cl-remove-if (lambda (part) (member part '(nil ""))) parts)
               " · "))

(defun wye--model (model job)
  "Return the name of MODEL, which served JOB."
  (if (equal model "builtin") "Built-in engine"
    (or (cdr (assoc job wye--names)) model)))

(defun wye-mode-line ()
  "Return the present work, else who served last and the sum of today.
For `mode-line-format': (:eval (wye-mode-line))."
  (if-let* ((first (cdar wye--running)))
      (wye--join (concat "wye: " (car first)) (cdr first))
    (wye--join wye--last (wye--dollars wye--spent))))

(cl-defmethod eglot-handle-notification :after
  ((_server wye-server) (_method (eql $/progress)) &key token value)
  "Keep the progress VALUE of TOKEN, of SERVER."
  (let ((entry (assoc token wye--running))
        (message (plist-get value :message)))
    (pcase (plist-get value :kind)
      ("begin" (push (cons token (cons (plist-get value :title) message))
                     wye--running))
      ("report" (when entry (setcdr (cdr entry) message)))
      ("end" (setq wye--running (delq entry wye--running))))
    ;; "Claude Opus 4.7 · 312 tokens · 4 s" begins with the model's name.
    (when (and (stringp token) (string-prefix-p "wye-job-" token) message)
      (setf (alist-get (substring token 8) wye--names nil nil #'equal)
            (car (split-string message " · "))))
    (force-mode-line-update t)))

(cl-defmethod eglot-handle-notification
  ((server wye-server) (_method (eql wye/outcome))
   &key job model reason costMicroUsd status message &allow-other-keys)
  "Tell of the JOB of SERVER that has ended, with its figures."
  (unless (string-empty-p model) (setq wye--last (wye--model model job)))
  (wye--end-explanation job status message
                        (wye--join (wye--model model job) reason
                                   (wye--dollars costMicroUsd)))
  (jsonrpc-async-request
   server :workspace/executeCommand '(:command "wye.spending" :arguments [])
   :success-fn (lambda (answer)
                 (setq wye--spent (plist-get answer :spentTodayMicroUsd))
                 (force-mode-line-update t))
   :error-fn #'ignore))

;;;; Explanations

(defvar wye--job nil "Which job the buffer *wye* shows, as (SERVER . JOB).")

(defvar-keymap wye-explanation-mode-map
  :doc "Keys in the buffer *wye*."
  "C-g" #'wye-quit
  "a" #'wye-ask-again
  "q" #'quit-window)

(define-minor-mode wye-explanation-mode
  "What a model says, as it comes."
  :keymap wye-explanation-mode-map
  (setq buffer-read-only t))

(defconst wye--keywords
  '(("^#+ .*" . 'bold)
    ("`[^`\n]+`" . 'font-lock-constant-face)
    ("\\*\\*[^*\n]+\\*\\*" . 'bold))
  "Enough to read Markdown by, where there is no mode for it.")

(defun wye--explanation ()
  "Return the buffer *wye*, in its mode."
  (or (get-buffer "*wye*")
      (with-current-buffer (get-buffer-create "*wye*")
        (if (fboundp 'gfm-view-mode) (gfm-view-mode)
          (text-mode)
          (font-lock-add-keywords nil wye--keywords)
          (font-lock-mode)
          (visual-line-mode))
        (wye-explanation-mode)
        (current-buffer))))

(cl-defmethod eglot-handle-notification
  ((server wye-server) (_method (eql wye/stream))
   &key job title delta reset &allow-other-keys)
  "Show text of JOB of SERVER as it comes; the code's window stays selected."
  (with-current-buffer (wye--explanation)
    (let ((inhibit-read-only t))
      (unless (equal wye--job (cons server job))
        (setq wye--job (cons server job))
        (erase-buffer)
        (setq header-line-format (concat title "  …"))
        (display-buffer (current-buffer)))
      (when (eq reset t) (erase-buffer))
      (save-excursion (goto-char (point-max)) (insert delta)))))

(defun wye--end-explanation (job status message line)
  "Show that JOB has ended with STATUS and MESSAGE, or else LINE."
  (when (and (equal job (cdr wye--job)) (get-buffer "*wye*"))
    (with-current-buffer "*wye*"
      (setq header-line-format
            (string-replace
             "%" "%%"
             (pcase status
               ("cancelled" "Cancelled: this is what came until then.")
               ("failed" message)
               (_ line))))
      (force-mode-line-update))))

;;;; Edits that are shown first

(defvar wye--decision nil "Of the edit that is shown: accepted or discarded.")

(defun wye-accept ()
  "Make the edit that is shown."
  (interactive)
  (setq wye--decision 'accepted)
  (if (> (recursion-depth) 0) (exit-recursive-edit)
    (user-error "No edit is shown")))

(defun wye-discard ()
  "Discard the edit that is shown."
  (interactive)
  (setq wye--decision 'discarded)
  (if (> (recursion-depth) 0) (exit-recursive-edit)
    (user-error "No edit is shown")))

(defun wye--first-change (edit)
  "Return the first change of a text in the workspace EDIT."
  (cl-find-if (lambda (change) (plist-get change :textDocument))
              (append (plist-get edit :documentChanges) nil)))

(defun wye--lines (edits)
  "Return how many lines EDITS touch."
  (cl-loop for edit across edits
           for range = (plist-get edit :range)
           sum (1+ (max (- (plist-get (plist-get range :end) :line)
                           (plist-get (plist-get range :start) :line))
                        (cl-count ?\n (plist-get edit :newText))))))

(defun wye--ask (label buffer edits)
  "Show what EDITS, called LABEL, would make of BUFFER; are they wanted?
A recursive edit: Emacs goes on, and the server waits."
  (let ((windows (current-window-configuration))
        (after (generate-new-buffer (format "*wye: %s*" label)))
        (ediff-window-setup-function #'ediff-setup-windows-plain)
        (mode (buffer-local-value 'major-mode buffer)))
    (setq wye--decision nil)
    (unwind-protect
        (progn
          (with-current-buffer after
            (insert-buffer-substring-no-properties buffer)
            (delay-mode-hooks (funcall mode))
            (eglot--apply-text-edits edits)
            (setq buffer-read-only t))
          (unless noninteractive (ediff-buffers buffer after))
          (message "%s: nothing is changed yet; M-x wye-accept or M-x wye-discard"
                   label)
          (recursive-edit)
          (eq wye--decision 'accepted))
      (kill-buffer after)
      (unless noninteractive (set-window-configuration windows)))))

(cl-defmethod eglot-handle-request
  ((server wye-server) (_method (eql workspace/applyEdit)) &key label edit)
  "Make the EDIT of SERVER called LABEL, or show it first, by `wye-preview'."
  (let* ((change (wye--first-change edit))
         (edits (plist-get change :edits))
         (buffer (when change
                   (find-file-noselect
                    (eglot-uri-to-path
                     (plist-get (plist-get change :textDocument) :uri)))))
         (tick (and buffer (buffer-chars-modified-tick buffer)))
         (eglot-confirm-server-edits nil))
    (cond
     ((not (and change (or (eq wye-preview 'ask)
                           (and (eq wye-preview 'large)
                                (> (wye--lines edits) 10)))))
      (cl-call-next-method))
     ((not (wye--ask (or label "Edit") buffer edits))
      '(:applied :json-false :failureReason "you discarded it"))
     ((/= tick (buffer-chars-modified-tick buffer))
      ;; The server brings it onto the present text, and sends it once more.
      (ignore server)
      (with-current-buffer buffer (eglot--signal-textDocument/didChange))
      '(:applied :json-false :failureReason "the text has changed meanwhile"))
     (t (cl-call-next-method)))))

;;;; Actions

(defun wye--range ()
  "Return the region, else the cursor, as LSP has it."
  (if (use-region-p)
      (list :start (eglot--pos-to-lsp-position (region-beginning))
            :end (eglot--pos-to-lsp-position (region-end)))
    (let ((here (eglot--pos-to-lsp-position)))
      (list :start here :end here))))

(defun wye--diagnostics ()
  "Return what is marked in these lines, as LSP has it."
  (let ((from (if (use-region-p) (region-beginning) (line-beginning-position)))
        (to (if (use-region-p) (region-end) (line-end-position))))
    (vconcat
     (mapcar
      (lambda (found)
        (or (cdr (assq 'eglot-lsp-diag (flymake-diagnostic-data found)))
            (list :range (list :start (eglot--pos-to-lsp-position
                                       (flymake-diagnostic-beg found))
                               :end (eglot--pos-to-lsp-position
                                     (flymake-diagnostic-end found)))
                  :message (flymake-diagnostic-text found))))
      (flymake-diagnostics from to)))))

(defun wye-run (action &optional instruction)
  "Start ACTION of the server on the region, else the definition at point.
INSTRUCTION is what it should do, where it takes one.  Returns at once."
  (setq wye--argument
        (append (list :action action
                      :textDocument (eglot--TextDocumentIdentifier)
                      :range (wye--range))
                (when instruction (list :instruction instruction))
                (when (equal action "fix")
                  (list :diagnostics (wye--diagnostics)))))
  (eglot--signal-textDocument/didChange)
  (wye--execute "wye.run" wye--argument))

(defmacro wye--define (name action text)
  "Define the command NAME to start ACTION; TEXT is of its doc string."
  `(defun ,name ()
     ,(concat text "\nOf the region, else of the definition at point.")
     (interactive)
     (wye-run ,action)))

(wye--define wye-explain "explain" "Explain, in the buffer *wye*.")
(wye--define wye-review "review" "Review: findings become diagnostics.")
(wye--define wye-review-security "review.security" "Review security.")
(wye--define wye-review-changes "review.changes"
             "Review what differs from HEAD.")
(wye--define wye-simplify "refactor.simplify" "Simplify.")
(wye--define wye-extract "refactor.extract" "Make a function of it.")
(wye--define wye-modernize "refactor.modernize" "Modernize.")
(wye--define wye-optimize "optimize" "Make it faster.")
(wye--define wye-document "document" "Write doc comments.")
(wye--define wye-test "test" "Write tests.")
(wye--define wye-fix "fix" "Fix what is marked there, whoever marked it.")

(defvar wye-instruction-history nil "Instructions that were given.")

(defun wye-refactor (instruction)
  "Refactor by INSTRUCTION, of the region, else of the definition at point."
  (interactive (list (read-string "What should be changed? " nil
                                  'wye-instruction-history
                                  (car wye-instruction-history))))
  (wye-run "refactor.instruct" instruction))

(defun wye-cancel ()
  "End all work, and close its connections."
  (interactive)
  (let ((server (or (car wye--job) (wye--server))))
    (jsonrpc-async-request server :workspace/executeCommand
                           '(:command "wye.cancel" :arguments [])
                           :success-fn #'ignore :error-fn #'ignore)))

(defun wye-quit ()
  "Cancel, as \\[keyboard-quit] does elsewhere."
  (interactive)
  (wye-cancel)
  (keyboard-quit))

(defun wye--candidate (candidate)
  "Return CANDIDATE of a route in one line."
  (wye--join (wye--model (plist-get candidate :model) nil)
             (plist-get candidate :provider)
             (wye--dollars (plist-get candidate :costMicroUsd))
             (plist-get candidate :reason)))

(defun wye-ask-again ()
  "Ask for the last action once more, of a model that you choose."
  (interactive)
  (unless wye--argument (user-error "Nothing was asked yet"))
  (let ((server (or (car wye--job) (wye--server)))
        (argument wye--argument))
    (jsonrpc-async-request
     server :workspace/executeCommand
     (list :command "wye.route" :arguments (vector argument))
     :error-fn #'wye--tell-error
     :success-fn
     (lambda (route)
       (let* ((usable (cl-remove-if-not
                       (lambda (each) (eq (plist-get each :usable) t))
                       (append (plist-get route :candidates) nil)))
              (rows (mapcar (lambda (each) (cons (wye--candidate each) each))
                            usable))
              (row (assoc (completing-read "Ask again with: " rows nil t) rows)))
         (when row
           (jsonrpc-async-request
            server :workspace/executeCommand
            (list :command "wye.run"
                  :arguments (vector (append argument
                                             (list :model (plist-get (cdr row)
                                                                     :model)))))
            :success-fn #'ignore :error-fn #'ignore)))))))

;;;; The rest

(autoload 'wye-doctor "wye-tools" nil t)
(autoload 'wye-report "wye-tools" nil t)
(autoload 'wye-route "wye-tools" nil t)

(defun wye-pause ()
  "Stop the server until \\[eglot]."
  (interactive)
  (eglot-shutdown (wye--server)))

(transient-define-prefix wye-menu ()
  "What wye does."
  [["Read" ("e" "Explain" wye-explain) ("r" "Review" wye-review)
    ("s" "Review security" wye-review-security)
    ("c" "Review changes" wye-review-changes)]
   ["Change" ("i" "Refactor by instruction" wye-refactor)
    ("S" "Simplify" wye-simplify) ("x" "Extract" wye-extract)
    ("m" "Modernize" wye-modernize) ("o" "Optimize" wye-optimize)
    ("d" "Document" wye-document) ("t" "Test" wye-test) ("f" "Fix" wye-fix)]
   ["wye" ("a" "Ask again with…" wye-ask-again) ("k" "Cancel" wye-cancel)
    ("w" "Route" wye-route) ("R" "Report" wye-report)
    ("D" "Doctor" wye-doctor) ("p" "Pause" wye-pause)]])

(provide 'wye)
;;; wye.el ends here
