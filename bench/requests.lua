-- The requests that wrk sends. Arguments: the operation, and how many audits there are to choose from.

local states = { "none", "pending", "canceled", "active", "done", "failed", "notSupported" }
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  local operation, audits = arguments[1], tonumber(arguments[2])
  math.randomseed(os.time() + number)
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
  local collection = wrk.path

  local function address()
    return collection .. string.format("/1%018d", math.random(audits))
  end

  local requests = {
    get = function() return wrk.format("GET", address()) end,
    list = function() return wrk.format("GET", collection .. "?$top=50") end,
    patch = function()
      wrk.headers["Content-Type"] = "application/json"
      local body = string.format('{"actionState":"%s","deviceDisplayName":"%d"}', states[math.random(7)], math.random(1000000000))
      return wrk.format("PATCH", address(), nil, body)
    end,
  }
  -- Any other operation is one question, asked again and again.
  request = requests[operation] or function() return wrk.format("GET", os.getenv("TARGET")) end
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("measured %d %d %d", summary.requests, summary.duration, e.connect + e.read + e.write + e.timeout + e.status))
  print(string.format("latency %d %d %d", latency:percentile(50), latency:percentile(99), latency.max))   -- microseconds
end
