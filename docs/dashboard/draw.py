"""Draws every panel of the dashboard from a Prometheus that scrapes a gateway, where there is no Grafana.

    python3 draw.py http://localhost:9090 MINUTES FILE      (needs matplotlib)
"""

import json
import pathlib
import sys
import time
import urllib.parse
import urllib.request

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

DASHBOARD = pathlib.Path(__file__).parents[2] / "kubernetes/components/monitoring/dashboard.json"
COLUMNS = 3
STEP_SECONDS = 5


def series(server, expression, legend, start, end):
    """Each series of an expression over the time: its legend, times and values."""
    question = urllib.parse.urlencode(
        {"query": expression.replace("$__rate_interval", "1m"), "start": start, "end": end, "step": STEP_SECONDS}
    )
    with urllib.request.urlopen(f"{server}/api/v1/query_range?{question}") as answer:
        for one in json.load(answer)["data"]["result"]:
            text = legend
            for label, value in one["metric"].items():
                text = text.replace("{{" + label + "}}", value)
            yield text, [(t - end) / 60 for t, _ in one["values"]], [float(v) for _, v in one["values"]]


def main(server, minutes, file):
    end = time.time()
    panels = [panel for panel in json.loads(DASHBOARD.read_text())["panels"] if panel["type"] != "row"]
    rows = -(-len(panels) // COLUMNS)
    figure, axes = pyplot.subplots(rows, COLUMNS, figsize=(18, 3.1 * rows), layout="constrained")
    for panel, axis in zip(panels, axes.flat):
        axis.set_title(f"{panel['title']} [{panel['fieldConfig']['defaults']['unit']}]", fontsize=10, loc="left")
        axis.tick_params(labelsize=7)
        axis.grid(alpha=0.3)
        drawn = 0
        for target in panel["targets"]:
            for legend, times, values in series(server, target["expr"], target["legendFormat"], end - 60 * minutes, end):
                axis.plot(times, values, label=legend, linewidth=1.1)
                drawn += 1
        print(f"{panel['title']}: {drawn} series")
        axis.set_xlim(-minutes, 0)
        axis.set_ylim(bottom=0)
        if drawn:
            axis.legend(fontsize=6, loc="upper left", framealpha=0.6)
    for axis in axes.flat[len(panels):]:
        axis.set_visible(False)
    figure.savefig(file, dpi=70)


main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
