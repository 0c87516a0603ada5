import pdb


def f(a):
    breakpoint()  # finding
    pdb.set_trace()  # finding
    return a.breakpoint(), pdb.run("a")
