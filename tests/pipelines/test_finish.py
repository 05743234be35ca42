import os
from pathlib import Path

from pipelines.finish import finish
from pipelines.ledger import Ledger
from standoff.model import Outlet


def test_workers_are_gone_before_settling_and_new_ones_come_when_asked_for(tmp_path: Path, outlet: Outlet) -> None:
    ledger = Ledger(tmp_path / "finished.db", [outlet])
    ledger.processes = 1
    first = ledger.workers.result(os.getpid)
    finish(ledger, {outlet.id: outlet})
    assert "workers" not in ledger.__dict__
    assert not Path(f"/proc/{first}").exists()
    assert ledger.workers.result(os.getpid) != first
    ledger.dismiss()
    ledger.dismiss()
    ledger.close()
