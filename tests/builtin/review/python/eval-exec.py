def f(text, model):
    eval(text)  # finding
    exec("x = " + text)  # finding
    exec(f"x = {text}")  # finding
    eval("1 + 1")
    exec(compile(source(), "name", "exec"))
    model.eval()
    literal_eval(text)
