"""The conversation of serve.mjs, for contestants in Python."""

import json
import sys
import time


def run_steps(step, steps):
    began = time.perf_counter()
    losses = [step() for _ in range(steps)]
    return {"losses": losses, "seconds": time.perf_counter() - began}


def serve(open_workload):
    """`open_workload` takes workload, variant and device, and gives what to say of itself and the step."""
    step = None
    try:
        for line in sys.stdin:
            request = json.loads(line)
            if step is None:
                about, step = open_workload(request["workload"], request["variant"], request["device"])
                answer = {"about": about}
            else:
                answer = run_steps(step, request["steps"])
            print(json.dumps(answer), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
