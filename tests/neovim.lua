-- What test_editors.py has Neovim do: open a text, wait for the marks, make the first fix, and
-- write down what came of it, as JSON.

local settings, text, outcome = vim.env.CLARITY_SETTINGS, vim.env.CLARITY_TEXT, vim.env.CLARITY_OUTCOME
vim.g.clarity_command = vim.json.decode(vim.env.CLARITY_COMMAND)
vim.cmd("filetype on")
dofile(settings)
vim.cmd("edit " .. text)

local function marks()
  return vim.diagnostic.get(0)
end

vim.wait(60000, function()
  return #marks() > 0
end, 20)

local found = {}
for _, mark in ipairs(marks()) do
  table.insert(found, { line = mark.lnum, column = mark.col, message = mark.message })
end

local first = marks()[1]
local place = { line = first.lnum, character = first.col }
local params = {
  textDocument = vim.lsp.util.make_text_document_params(0),
  range = { start = place, ["end"] = place },
  context = { diagnostics = { first.user_data.lsp and vim.tbl_extend("keep", first.user_data.lsp, {
    range = { start = place, ["end"] = { line = first.end_lnum, character = first.end_col } },
    message = first.message,
  }) } },
}
local titles = {}
for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 60000)) do
  for _, action in ipairs(answer.result or {}) do
    table.insert(titles, action.title)
  end
  vim.lsp.util.apply_workspace_edit(answer.result[1].edit, "utf-16")
end

local after = {
  marks = found,
  titles = titles,
  text = vim.api.nvim_buf_get_lines(0, 0, -1, true),
}
vim.wait(60000, function()
  return #marks() < #found
end, 20)
after.left = #marks()
vim.fn.writefile({ vim.json.encode(after) }, outcome)
vim.cmd("qall!")
