std = "luajit"
read_globals = { "vim" }
globals = { "vim.g", "vim.wo", "vim.bo", "vim.b", "vim.o", "vim.opt" }
max_line_length = 100
