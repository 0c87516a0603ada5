-- Figures and names as people read them.
local M = {}

-- "$0.0114", with as many digits as a small sum needs; "" for nothing.
function M.dollars(micro_usd)
    if not micro_usd or micro_usd <= 0 then return "" end
    local usd = micro_usd / 1e6
    if usd < 0.0001 then return "less than $0.0001" end
    return (usd < 1 and "$%.4f" or "$%.2f"):format(usd)
end

-- Parts that say something, with a dot between them.
function M.join(...)
    local parts = {}
    for i = 1, select("#", ...) do
        local part = select(i, ...)
        if part and part ~= "" then table.insert(parts, part) end
    end
    return table.concat(parts, " · ")
end

function M.model(model, name)
    return model == "builtin" and "Built-in engine" or name or model
end

-- One line for a choice.
function M.candidate(candidate)
    local cost = M.dollars(candidate.costMicroUsd)
    return M.join(M.model(candidate.model),
        candidate.model ~= "builtin" and candidate.provider or "",
        cost ~= "" and "up to " .. cost or "", candidate.reason)
end

return M
