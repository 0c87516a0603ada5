;;; driver.el --- drives eglot through one case  -*- lexical-binding: t -*-

;; emacs -Q --batch -l driver.el, called by emacs.test.mjs, which plays the models. Environment:
;; WYE_INIT, the README's lines; WYE_CASE; WYE_FILE, the file to open; WYE_EXPECTED, a text;
;; WYE_VERB, how an action's title begins; WYE_PLACE, what stands where it is asked for. Ends
;; with status 0 where all was as it should be. Nothing of eglot is set but what batch mode needs.

(require 'eglot)
(require 'cl-lib)
(setq make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      eglot-confirm-server-edits nil    ; nobody is there to say yes
      eglot-sync-connect 20)
(set-language-environment "UTF-8")
(load (getenv "WYE_INIT") nil t t)

(defvar wye-said nil "What the server has told, newest first.")
(defvar wye-progress nil "Kinds of progress, newest first.")

(cl-defmethod eglot-handle-notification :before
  (_server (_method (eql window/showMessage)) &key message &allow-other-keys)
  (push message wye-said))

(cl-defmethod eglot-handle-notification :before
  (_server (_method (eql $/progress)) &key value &allow-other-keys)
  (push (plist-get value :kind) wye-progress))

(defun wye-fail (format &rest arguments)
  (princ (apply #'format format arguments))
  (princ (format "\nsaid: %S\nprogress: %S\n" wye-said wye-progress))
  (kill-emacs 1))

(defun wye-wait (what form)
  "Waits until FORM gives a value, and returns it."
  (let ((end (+ (float-time) 30)) value)
    (while (and (not (setq value (funcall form))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (wye-fail "%s did not come" what))))

(defun wye-check (what got wanted)
  (unless (equal got wanted)
    (wye-fail "%s is %S and not %S" what got wanted)))

(defun wye-choose (verb &optional start end)
  "Chooses a code action as a person does, by the beginning of its title."
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt table &rest _)
               (or (cl-find verb (mapcar #'car table) :test #'string-prefix-p)
                   (wye-fail "%s is not among %S" verb (mapcar #'car table)))))
            (last-nonmenu-event ?x))
    (eglot-code-actions (or start (point)) (or end (point)) nil t)))

(defun wye-type-while-simplifying (behind text)
  "Types TEXT behind the first BEHIND as soon as a model has been asked."
  (wye-choose "Simplify")
  (wye-wait "the model" (lambda () (member "report" wye-progress)))
  (goto-char (point-min))
  (search-forward behind)
  (insert text)
  (eglot--signal-textDocument/didChange)) ; its idle timer does not run in batch mode

(defun wye-open ()
  (find-file (getenv "WYE_FILE"))
  (python-mode)
  (search-forward "if count")
  (eglot-ensure)
  (unless (eglot-current-server)
    (apply #'eglot (append (eglot--guess-contact) nil)))
  (wye-wait "the server" #'eglot-current-server)
  (current-buffer))

(defun wye-shown (buffer)
  "The text of the document that was opened beside BUFFER."
  (let ((name (wye-wait
               "a document"
               (lambda ()
                 (cl-find-if (lambda (other)
                               (string-match-p "/shown/explain-.*\\.md\\'"
                                               (or (buffer-file-name other) "")))
                             (buffer-list))))))
    (ignore buffer)
    (with-current-buffer name (buffer-string))))

(defun wye-is-test-file (buffer)
  (and (string-match-p "/test_[^/]*\\.py\\'" (or (buffer-file-name buffer) ""))
       (> (buffer-size buffer) 0)))

(let* ((expected (decode-coding-string (getenv "WYE_EXPECTED") 'utf-8))
       (case (getenv "WYE_CASE"))
       (buffer (wye-open))
       (before (buffer-string)))
  (pcase case
    ("explain"
     (wye-choose "Explain")
     (wye-check "the document" (string-trim (wye-shown buffer)) (string-trim expected))
     (wye-check "the end of progress"
                (wye-wait "its end" (lambda () (car (member "end" wye-progress)))) "end"))
    ("review"
     (wye-choose "Review")
     (let ((found (wye-wait "a diagnostic"
                            (lambda () (flymake-start) (flymake-diagnostics)))))
       (wye-check "the remark" (string-trim (flymake-diagnostic-text (car found))) expected)
       (wye-check "its line" (line-number-at-pos (flymake-diagnostic-beg (car found))) 5)))
    ("suggestion"
     (wye-choose "Review")
     (wye-wait "a diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
     (wye-choose "Apply")
     (wye-wait "the edit" (lambda () (not (equal before (buffer-string)))))
     (wye-check "the text" (buffer-string) expected)
     (eglot--signal-textDocument/didChange) ; its idle timer does not run in batch mode
     (wye-wait "the end of the finding"
               (lambda () (flymake-start) (null (flymake-diagnostics)))))
    ("fix"
     (wye-choose "Review")
     (wye-wait "a diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
     (wye-choose "Fix:")
     (wye-wait "the edit" (lambda () (not (equal before (buffer-string)))))
     (wye-check "the text" (buffer-string) expected))
    ("edit"
     (search-forward (getenv "WYE_PLACE"))
     (wye-choose (getenv "WYE_VERB"))
     (wye-wait "the edit" (lambda () (not (equal before (buffer-string)))))
     (wye-check "the text" (buffer-string) expected))
    ("extract"
     (goto-char (point-min))
     (search-forward "    if count")
     (let ((start (match-beginning 0)))
       (search-forward "return False")
       (wye-choose "Extract" start (point)))
     (wye-wait "the edit" (lambda () (not (equal before (buffer-string)))))
     (wye-check "the text" (buffer-string) expected))
    ("test" ; a file that was not there is made, and shown
     (wye-choose "Write tests for")
     (let ((made (wye-wait "the test file"
                           (lambda () (cl-find-if #'wye-is-test-file (buffer-list))))))
       (with-current-buffer made
         (wye-check "the test file" (buffer-string) expected)
         (set-buffer-modified-p nil))))
    ("changes"
     ;; It is looked for a repository when a file is opened.
     (wye-wait "the offer"
               (lambda () (eglot-code-actions (point) (point) "wye.review.changes")))
     (wye-choose "Review changes")
     (let ((found (wye-wait "a diagnostic"
                            (lambda () (flymake-start) (flymake-diagnostics)))))
       (wye-check "the remark" (string-trim (flymake-diagnostic-text (car found))) expected)))
    ("security"
     (wye-choose "Review security")
     (let ((found (wye-wait "a diagnostic"
                            (lambda () (flymake-start) (flymake-diagnostics)))))
       (wye-check "the remark" (string-trim (flymake-diagnostic-text (car found))) expected)))
    ("simplify"
     (buffer-enable-undo)
     (undo-boundary)
     (wye-choose "Simplify")
     (wye-wait "the edit" (lambda () (not (equal before (buffer-string)))))
     (wye-check "the text" (buffer-string) expected)
     (undo-boundary)
     (let ((last-command nil)) (undo))
     (wye-check "the text after undo" (buffer-string) before))
    ("typing-there"
     (wye-type-while-simplifying "if count > 3" "3")
     (wye-wait "the refusal" (lambda () (cl-find-if (lambda (said) (string-match-p "changed" said))
                                                    wye-said)))
     (wye-check "the text" (buffer-string)
                (string-replace "if count > 3:" "if count > 33:" before)))
    ("typing-elsewhere"
     (wye-type-while-simplifying "" "typed = 1\n")
     (wye-wait "the edit" (lambda () (not (string-match-p "if count" (buffer-string)))))
     (wye-check "the text" (buffer-string) (concat "typed = 1\n" (getenv "WYE_EXPECTED")))))
  (set-buffer buffer)
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server))
  (kill-emacs 0))
