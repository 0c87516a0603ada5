-- What a person's own configuration calls. Nothing here has to be called: without setup, the
-- server is found and the defaults hold.
local M = {}

-- Takes the place of the defaults (see config.lua, and :help wye-setup), member by member.
function M.setup(options)
    require("wye.config").set(options or {})
end

-- For a status line: what runs, else who served the last action, and what was spent today.
function M.status()
    return require("wye.status").line()
end

return M
