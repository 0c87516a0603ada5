;;; driver.el --- drives eglot through one case  -*- lexical-binding: t -*-

;; emacs -Q --batch -l driver.el, called by emacs.test.mjs, which plays the models. Environment
;; besides that of stage.el: WYE_VERB, how an action's title begins; WYE_PLACE, what stands where
;; it is asked for.

(load (expand-file-name "stage.el" (file-name-directory load-file-name)) nil t)

(defun wye-type-while-simplifying (behind text)
  "Types TEXT behind the first BEHIND as soon as a model has been asked."
  (wye-choose "Simplify")
  (wye-wait "the model" (lambda () (member "report" wye-progress)))
  (goto-char (point-min))
  (search-forward behind)
  (insert text)
  (eglot--signal-textDocument/didChange)) ; its idle timer does not run in batch mode

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
