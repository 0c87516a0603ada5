-- Actions that run: what was asked is kept, so that it can be asked again of another model.
local client = require("wye.client")
local words = require("wye.words")

local M = {}

local last -- the argument of the latest action

-- Returns at once. Progress, result and outcome come by themselves.
function M.start(of, argument)
    last = argument
    client.execute(of, "wye.run", argument)
end

-- The server's last word of a job.
function M.take_outcome(outcome)
    require("wye.status").take_outcome(outcome)
    require("wye.explanation").finish(outcome)
end

-- Of the models that the router would ask, which? Then asks it.
function M.again()
    local of = client.here()
    if not of then return end
    if not last then
        vim.notify("wye: nothing was asked yet.", vim.log.levels.INFO)
        return
    end
    local argument = vim.deepcopy(last)
    argument.model, argument.textDocument.version = nil, nil
    client.execute(of, "wye.route", argument, function(route)
        if not route then return end
        local usable = vim.tbl_filter(function(each) return each.usable end, route.candidates)
        vim.ui.select(usable, { prompt = "Ask again with", format_item = words.candidate },
            function(choice)
                if not choice then return end
                argument.model = choice.model
                M.start(of, argument)
            end)
    end)
end

return M
