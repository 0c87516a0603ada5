-- Windows for texts that are only read: beside the code, which keeps the cursor.
local config = require("wye.config")

local M = {}

-- The buffer of that name, made where there is none. It is written by M.write alone.
function M.buffer(name, filetype)
    local full = "wye://" .. name
    local buffer = vim.fn.bufnr("^" .. vim.fn.escape(full, "[]*?{}\\") .. "$")
    if buffer == -1 then
        buffer = vim.api.nvim_create_buf(false, true)
        vim.api.nvim_buf_set_name(buffer, full)
        vim.bo[buffer].bufhidden = "hide"
        vim.bo[buffer].modifiable = false
        vim.bo[buffer].filetype = filetype
        vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = buffer, nowait = true,
            desc = "wye: close" })
    end
    return buffer
end

-- Makes the buffer hold these lines; only those from the first that differs are touched, so that
-- a text that grows does not flicker.
function M.write(buffer, lines)
    local old = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
    local same = 0
    while same < #old and same < #lines and old[same + 1] == lines[same + 1] do same = same + 1 end
    if same == #old and same == #lines then return end
    vim.bo[buffer].modifiable = true
    vim.api.nvim_buf_set_lines(buffer, same, -1, false, vim.list_slice(lines, same + 1))
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].modified = false
end

local function open_float(buffer)
    local width = math.min(80, math.max(20, vim.o.columns - 4))
    local height = math.max(3, math.floor(vim.o.lines * 0.6))
    return vim.api.nvim_open_win(buffer, false, { relative = "editor", border = "rounded",
        anchor = "NE", row = 1, col = vim.o.columns - 1, width = width, height = height })
end

-- The window that shows it in this tab, opened where there is none; the cursor stays.
function M.show(buffer, layout)
    for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
        if vim.api.nvim_win_get_buf(window) == buffer then return window end
    end
    layout = layout or config.get().explanation
    local window
    if layout == "float" then
        window = open_float(buffer)
    else
        window = vim.api.nvim_open_win(buffer, false,
            { split = layout == "split" and "below" or "right", win = 0 })
    end
    vim.wo[window][0].wrap = true
    vim.wo[window][0].linebreak = true
    vim.wo[window][0].number = false
    vim.wo[window][0].signcolumn = "no"
    return window
end

-- A text, in a split below.
function M.page(name, filetype, text)
    local buffer = M.buffer(name, filetype)
    M.write(buffer, vim.split(vim.trim(text), "\n"))
    return M.show(buffer, "split")
end

return M
