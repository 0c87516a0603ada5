package a

func f(ctx context.Context, name string) {
	exec.Command("sh", "-c", "rm "+name) // finding
	exec.CommandContext(ctx, "/bin/bash", "-c", name) // finding
	exec.Command("sh", "-c", "rm -rf build")
	exec.Command("rm", "-r", name)
}
