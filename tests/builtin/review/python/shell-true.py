import subprocess


def f(name, command):
    subprocess.run("ls " + name, shell=True)  # finding
    subprocess.check_output(f"ls {name}", shell=True)  # finding
    subprocess.run("ls | wc -l", shell=True)
    subprocess.run(["ls", name])
    subprocess.run(command, shell=False)
    terminal.configure(command, shell=True)


def later(name, wish):
    command = f"rm {name}"
    subprocess.run(command, shell=True)  # finding
    subprocess.run(wish, shell=True)
