import os
import subprocess


def f(name):
    os.system("rm " + name)  # finding
    os.system(f"rm {name}")  # finding
    os.popen("ls {}".format(name))  # finding
    os.system("rm -rf build")
    subprocess.run(["rm", name], check=True)
    os.system("leaks %d" % os.getpid())
