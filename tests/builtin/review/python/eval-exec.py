def f(text, model):
    eval(text)  # finding
    exec("x = " + text)  # finding
    exec(f"x = {text}")  # finding
    eval("1 + 1")
    exec(compile(source(), "name", "exec"))
    model.eval()
    literal_eval(text)


def compiled(script, ast_code):
    code = compile(script, "script", "exec")
    exec(code)
    eval(ast_code)
    text = script.read()
    exec(text)  # finding


def debug(text, globals, frame):
    eval(text, globals)
    return eval(text, frame.f_globals, frame.f_locals)
