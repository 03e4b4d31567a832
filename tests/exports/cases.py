"""What the programs that open exported models in Python have in common."""

import json
import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])


def run_cases(open_and_run):
    """Prints the logits of every case as JSON. `open_and_run` takes its folder, its images (channels last) and itself."""
    logits = {}
    for case in json.loads((folder / 'cases.json').read_text()):
        images = np.fromfile(folder / case['id'] / 'input.bin', np.float32).reshape(case['shape'])
        output = open_and_run(folder / case['id'], images, case)
        if output is not None:
            logits[case['id']] = np.asarray(output).tolist()
    print(json.dumps(logits))
