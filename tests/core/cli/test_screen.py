"""What the screen says when the machine, not the person, is the trouble."""

from zeren.cli.screen import could_not_finish


def test_a_machine_without_memory_is_told_apart_from_a_full_disk() -> None:
    told = could_not_finish(MemoryError())

    assert "memory" in told or "内存" in told
    assert '"out/plan.xlsx"' in could_not_finish(OSError(28, "No space left", "out/plan.xlsx"))
