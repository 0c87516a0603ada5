;;; package.el --- drives wye's package through one case  -*- lexical-binding: t -*-

;; emacs -Q --batch -l package.el, or in a terminal without --batch, called by
;; emacs_package.test.mjs, which plays the models. Environment: stage.el.

(load (expand-file-name "stage.el" (file-name-directory load-file-name)) nil t)

(defun wye-page (name part)
  "Waits until the buffer NAME holds PART, and returns its text."
  (wye-wait (format "%s with %s" name part)
            (lambda () (when (get-buffer name)
                         (with-current-buffer name
                           (and (string-match-p (regexp-quote part) (buffer-string))
                                (buffer-string)))))))

(defun wye-header (pattern)
  (wye-wait (format "the header %s" pattern)
            (lambda () (let ((line (buffer-local-value 'header-line-format (get-buffer "*wye*"))))
                         (and (stringp line) (string-match-p pattern line) line)))))

(defun wye-becomes (text)
  (wye-wait "the edit" (lambda () (accept-process-output nil 0.01) (equal text (buffer-string)))))

(defun wye-while-shown (do)
  "Has what `wye-preview' shows decided by DO, which is called while it is shown."
  (if noninteractive
      (fset 'recursive-edit (lambda () (funcall do) nil))
    (advice-add 'recursive-edit :before
                (lambda () (run-at-time 0.3 nil do)))))

(defun wye-say-yes () (ignore-errors (wye-accept)))

(let* ((expected (decode-coding-string (getenv "WYE_EXPECTED") 'utf-8))
       (case (getenv "WYE_CASE"))
       (buffer (wye-open))
       (before (buffer-string)))
  (buffer-enable-undo)
  (undo-boundary)
  (pcase case
    ("explain"
     (wye-explain)
     (wye-check "the end" (string-match-p "The end" (wye-page "*wye*" "large")) nil)
     (wye-wait "the mode line" (lambda () (string-match-p "^wye: Explain" (wye-mode-line))))
     (wye-check "the text" (string-trim (wye-page "*wye*" "The end.")) (string-trim expected))
     (wye-header "GPT.* · Python explain: .* · .*\\$")
     (wye-check "the buffer" (current-buffer) buffer)
     (wye-wait "the model" (lambda () (string-match-p "GPT.* · .*\\$" (wye-mode-line)))))
    ("again"
     (wye-explain)
     (wye-page "*wye*" "The first.")
     (cl-letf (((symbol-function 'completing-read) (lambda (_prompt rows &rest _) (caadr rows))))
       (wye-ask-again)
       (wye-page "*wye*" "The second."))
     (wye-header "[Cc]laude"))
    ("suggestion"
     (wye-review)
     (wye-wait "a diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
     (wye-choose "Apply")
     (wye-becomes expected))
    ("simplify"
     (wye-simplify)
     (wye-becomes expected)
     (undo-boundary)
     (let ((last-command nil)) (undo))
     (wye-check "the text after undo" (buffer-string) before))
    ("instruct"
     (wye-refactor "without a branch, bitte: größer")
     (wye-becomes expected))
    ("comment"
     (goto-char (point-min))
     (search-forward "    if count")
     (beginning-of-line)
     (insert "    # wye: one line\n")
     (wye-choose "One line")
     (wye-becomes expected))
    ("fix"
     (add-hook 'flymake-diagnostic-functions
               (lambda (report &rest _)
                 (funcall report
                          (list (flymake-make-diagnostic buffer (line-beginning-position)
                                                         (line-end-position) :warning
                                                         "No else here"))))
               nil t)
     (wye-wait "a diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
     (wye-fix)
     (wye-becomes expected))
    ("cancel"
     (wye-explain)
     (wye-wait "the model" (lambda () (member "report" wye-progress)))
     (wye-page "*wye*" "Once")
     (with-current-buffer "*wye*"
       (condition-case nil (call-interactively (key-binding (kbd "C-g"))) (quit nil)))
     (wye-header "^Cancelled"))
    ("accept"
     (setq wye-preview 'ask)
     (wye-while-shown
      (lambda ()
        (wye-check "the text" (with-current-buffer buffer (buffer-string)) before)
        (wye-check "what is shown"
                   (with-current-buffer "*wye: Simplify is_large*"
                     (buffer-substring-no-properties (point-min) (point-max)))
                   expected)
        (unless noninteractive
          (wye-check "ediff" (and (get-buffer "*Ediff Control Panel*") t) t))
        (wye-say-yes)))
     (wye-simplify)
     (wye-becomes expected))
    ("discard"
     (setq wye-preview 'ask)
     (wye-while-shown (lambda () (ignore-errors (wye-discard))))
     (wye-simplify)
     (wye-wait "the end" (lambda () (member "end" wye-progress)))
     (wye-check "the text" (buffer-string) before))
    ("moved"
     (setq wye-preview 'ask)
     (wye-while-shown
      (lambda ()
        (with-current-buffer buffer
          (save-excursion
            (goto-char (point-min))
            (unless (looking-at "# mean") (insert "# meanwhile\n"))))
        (wye-say-yes)))
     (wye-simplify)
     (wye-becomes (concat "# meanwhile\n" expected)))
    ("fallback"
     (wye-explain)
     (wye-page "*wye*" expected)
     (wye-header "[Cc]laude")
     (wye-wait "the message" (lambda () (cl-find-if (lambda (said) (string-match-p "instead" said))
                                                    wye-said))))
    ("builtin"
     (wye-explain)
     (wye-page "*wye*" "is_large")
     (wye-header "Built-in engine"))
    ("killed"
     (sleep-for 3.5) ; one that dies sooner is not started again by eglot
     (let ((old (eglot-current-server)))
       (signal-process (jsonrpc--process old) 'SIGKILL)
       (wye-wait "another server" (lambda () (let ((now (eglot-current-server)))
                                               (and now (not (eq now old)))))))
     (wye-explain)
     (wye-page "*wye*" expected))
    ("tools"
     (wye-doctor)
     (wye-page "*wye doctor*" "ANTHROPIC_API_KEY")
     (wye-report nil)
     (wye-page "*wye report*" "day")
     (wye-route)
     (wye-page "*wye route*" "explain: function is_large")))
  (set-buffer buffer)
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server))
  (kill-emacs 0))
