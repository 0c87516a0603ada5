;;; wye-tools.el --- What wye's command line tells  -*- lexical-binding: t -*-

;;; Commentary:

;; The doctor, the report and the route, each in a buffer that is only read.

;;; Code:

(require 'wye)

(defun wye--page (name &rest arguments)
  "Show in the buffer NAME the command line's answer to ARGUMENTS."
  (let* ((buffer (get-buffer-create name))
         (process-environment (cons "NO_COLOR=1" process-environment)))
    (with-current-buffer buffer
      (special-mode)
      (let ((inhibit-read-only t)) (erase-buffer)))
    (make-process :name name :buffer buffer :noquery t :connection-type 'pipe
                  :command (append (list (car (wye--find-command))) arguments)
                  :sentinel (lambda (process _)
                              (unless (process-live-p process)
                                (with-current-buffer buffer
                                  (goto-char (point-min))))))
    (display-buffer buffer)))

;;;###autoload
(defun wye-doctor ()
  "Say what is there and what to do next."
  (interactive)
  (wye--page "*wye doctor*" "doctor"))

;;;###autoload
(defun wye-report (in-browser)
  "Say what was asked, kept and spent.
With a prefix, IN-BROWSER, as a page in your browser."
  (interactive "P")
  (if (not in-browser) (wye--page "*wye report*" "report")
    (let ((file (make-temp-file "wye-report-" nil ".html")))
      (make-process :name "wye report" :noquery t :connection-type 'pipe
                    :command (list (car (wye--find-command)) "report" "--html"
                                   file)
                    :sentinel (lambda (process _)
                                (when (eq (process-status process) 'exit)
                                  (browse-url-of-file file)))))))

;;;###autoload
(defun wye-route ()
  "Say who would explain this, in order, and why; asks no model."
  (interactive)
  (wye--execute
   "wye.route" (list :action "explain" :range (wye--range)
                     :textDocument (eglot--TextDocumentIdentifier))
   (lambda (route)
     (with-current-buffer (get-buffer-create "*wye route*")
       (special-mode)
       (let ((inhibit-read-only t))
         (erase-buffer)
         (insert (plist-get route :action) ": " (plist-get route :scope) "\n\n")
         (cl-loop for each across (plist-get route :candidates)
                  for dropped = (plist-get each :dropped)
                  do (insert (wye--candidate each) "\n")
                  when (stringp dropped)
                  do (insert "    left out: " dropped "\n")))
       (display-buffer (current-buffer))))))

(provide 'wye-tools)
;;; wye-tools.el ends here
