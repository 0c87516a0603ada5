;;; stage.el --- what the drivers of Emacs have in common  -*- lexical-binding: t -*-

;; Environment: WYE_INIT, the README's lines; WYE_CASE; WYE_FILE, the file to open; WYE_EXPECTED, a
;; text. A driver ends with status 0 where all was as it should be. Nothing of eglot is set but what
;; batch mode needs.

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
  (princ (apply #'format format arguments) #'external-debugging-output)
  (princ (format "\nsaid: %S\nprogress: %S\n" wye-said wye-progress)
         #'external-debugging-output)
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

(defun wye-open ()
  (find-file (getenv "WYE_FILE"))
  (python-mode)
  (search-forward "if count")
  (eglot-ensure)
  (unless (eglot-current-server)
    (apply #'eglot (append (eglot--guess-contact) nil)))
  (wye-wait "the server" #'eglot-current-server)
  (current-buffer))
