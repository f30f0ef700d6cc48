"""Every fault of a config file is told with its line and with what is allowed; none crashes the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.config import Settings, WriterProvider
from spotintro.config.errors import ConfigError, ConfigUnreadable, SettingRejected
from spotintro.config.example import example_text
from spotintro.config.loading import MAX_BYTES, check_file, find_faults, load_settings

COSTS = frozenset({"GENERATE_TRACK_INTRO", "SPEAK_TRACK_INTRO"})
FILE = Path("config.toml")


def write(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def only_fault(text: str) -> ConfigError:
    faults = find_faults(FILE, text, cost_names=COSTS)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml", cost_names=lambda: COSTS) == Settings()


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigUnreadable) as failure:
        load_settings(tmp_path / "none.toml", cost_names=lambda: COSTS, must_exist=True)
    assert "none.toml" in str(failure.value)


def test_what_is_set_is_in_force_and_the_rest_is_default(tmp_path: Path) -> None:
    file = write(
        tmp_path, '\ufeff[writer]\r\nprovider = "openai"\r\n[credits.costs]\r\nGENERATE_TRACK_INTRO = 4\r\n'
    )
    settings = load_settings(file, cost_names=lambda: COSTS)
    assert settings.writer.provider is WriterProvider.OPENAI
    assert settings.credits.costs == {"GENERATE_TRACK_INTRO": 4}
    assert settings.voice == Settings().voice


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[voice]\n\nrate_wmp = 170\n", 3, "Did you mean “rate_wpm”?"),
        ("[vocie]\nrate_wpm = 170\n", 1, "Did you mean “voice”?"),
        ('provider = "auto"\n', 1, "belongs to [player] or [writer] or [voice]"),
        ('[writer]\nmodel = "x"\n', 2, "belongs to [writer.openai]"),
        ("[writer]\nzzz = 1\n", 2, "Allowed: language, openai, provider, strict."),
        ('[writer]\nprovider = "gpt"\n', 2, "“auto”, “openai”, “announcer”"),
        ("[voice]\nrate_wpm = 79\n", 2, "from 80 to 400"),
        ("[voice]\nrate_wpm = 401\n", 2, "from 0 to 400"),
        ('[voice]\nrate_wpm = "170"\n', 2, "without quotes"),
        ("[voice]\nenabled = 1\n", 2, "true or false"),
        ("[voice]\nvolume_percent = true\n", 2, "whole number from 0 to 100"),
        ("[writer.openai]\ntimeout_s = nan\n", 2, "a number from 1 to 120"),
        ("[writer.openai]\ntimeout_s = inf\n", 2, "a number from 1 to 120"),
        ('[writer.openai]\nmodel = ""\n', 2, "of 1 to 200 characters"),
        ('[writer]\nlanguage = "english please"\n', 2, "such as “en”"),
        ('[writer]\nlanguage = "en\\n"\n', 2, "such as “en”"),
        ('[spotify]\nclient_id = "my app"\n', 2, "letters and digits alone"),
        ("[spotify]\ndaily_calls = 5\n", 2, "from 10 to 1 000 000"),
        ('[spotify]\napi_url = "http://api.spotify.com/v1"\n', 2, "begins with “https://”"),
        ('[spotify]\napi_url = "http://127.0.0.1.evil.example/v1"\n', 2, "begins with “https://”"),
        ('[spotify]\naccounts_url = "https://me:pass@accounts.spotify.com"\n', 2, "begins with “https://”"),
        ('[spotify]\naccounts_url = "https://accounts.spotify.com/?a=b"\n', 2, "begins with “https://”"),
        ("[voice]\nvoice = 1979-05-27\n", 2, "a text in quotes"),
        ("[voice]\nvoice = [1, 2]\n", 2, "a text in quotes"),
        ("voice = 3\n", 1, "write [voice]"),
        ("[credits]\ncosts = 3\n", 2, "write [credits.costs]"),
        ("[credits.costs]\nGENERATE_TRACK_INTRO = -1\n", 2, "from 0 to 1 000 000"),
        ("[credits.costs]\nGENERATE_TRACK_INTO = 1\n", 2, "Did you mean “GENERATE_TRACK_INTRO”?"),
        ("[screen.keys]\nintro = 3\n", 2, "a text in quotes"),
        ('[credits]\noperator_keys = "ab"\n', 2, "write [ ] around its values"),
        ('[credits]\noperator_keys = ["ab"]\n', 2, "64 hexadecimal digits"),
        ('[credits]\nrevoked_vouchers = ["0123456789abcdefg"]\n', 2, "16 hexadecimal digits"),
        ("[credits]\npackages = 3\n", 2, "write [[credits.packages]] above its values"),
        ("[credits]\npackages = [3]\n", 2, "a list of tables"),
        ('[[credits.packages]]\nname = "small"\n', 1, "needs “credits”"),
        ('[[credits.packages]]\nname = "small"\ncredits = 0\n', 1, "from 1 to"),
        ('[[credits.packages]]\nname = "small"\ncredits = 1\nprize = ""\n', 4, "Did you mean “price”?"),
        ('[[credits.packages]]\nname = "a\\u202eb"\ncredits = 1\n', 2, "control or invisible character"),
        ('[support]\nname = "\\u001b[31mred"\n', 2, "control or invisible character"),
        ('[support]\nname = "a\\u202eb"\n', 2, "control or invisible character"),
        ("[voice]\nrate_wpm = 99999999999999999999999999\n", 2, "from 0 to 400"),
        ('[writer]\npersona = "a calm host"\n', 2, 'write persona = "mine" below [host]'),
        ("[writer]\nmax_words = 70\n", 2, 'Write below [host] chattiness = "brief", "normal" or "chatty"'),
        ('[host]\nchattiness = "loud"\n', 2, "“brief”, “normal”, “chatty”"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_what_is_allowed(text: str, line: int, says: str) -> None:
    fault = only_fault(text)
    assert isinstance(fault, SettingRejected)
    assert fault.line == line
    assert says in fault.message
    assert str(fault).startswith(f"config.toml, line {line}: ")
    assert fault.next_step


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[voice]\nrate_wpm = \n", 2),
        ("[voice\n", 1),
        ("[voice]\n[voice]\n", 2),
        ('a = """never\nclosed', 2),
        ("\n\nx = 1\nx = 2\n", 4),
        ("a = " + "[" * 5000, 1),
        ("\na = " + "9" * 5000, 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int) -> None:
    fault = only_fault(text)
    assert fault.line == line
    assert "not TOML" in fault.message


@pytest.mark.parametrize(
    "terms",
    ["every_days = 30", "times = 2", "every_days = 30\ntimes = 1", "every_days = 3650\ntimes = 12"],
)
def test_half_an_allowance_of_a_package_is_told(terms: str) -> None:
    fault = only_fault(f'[[credits.packages]]\nname = "Monthly"\ncredits = 5\n{terms}\n')
    assert "“every_days” and “times” belong together" in fault.message


@pytest.mark.parametrize(
    ("prices", "missing"),
    [
        ("", "input_price and output_price"),
        ("input_price = 1", "output_price"),
        ("input_price = 0\noutput_price = 2.5", "input_price"),
    ],
)
def test_a_daily_cap_without_prices_is_told(prices: str, missing: str) -> None:
    fault = only_fault(f"[writer.openai]\n{prices}\ndaily_cap = 0.5\n")
    assert fault.message == f"writer.openai.daily_cap: a cap needs the prices as well: set {missing}."


@pytest.mark.parametrize("code", ["eur", "EURO", "€", ""])
def test_a_currency_is_a_code_of_three_letters(code: str) -> None:
    assert "three capital letters" in only_fault(f'[writer.openai]\ncurrency = "{code}"\n').message


@pytest.mark.parametrize("price", ["nan", "inf", "-1", '"1"'])
def test_a_price_is_a_number(price: str) -> None:
    assert "a number from 0 to 1 000 000" in only_fault(f"[writer.openai]\ninput_price = {price}\n").message


def test_an_allowance_of_a_package_has_the_bounds_of_a_voucher(tmp_path: Path) -> None:
    from spotintro.config import loading
    from spotintro.credits import vouchers

    assert (loading._FEWEST_TIMES, loading._MOST_ALLOWANCE_DAYS) == (
        vouchers.MIN_TIMES,
        vouchers.MAX_ALLOWANCE_DAYS,
    )
    for every_days, times in ((vouchers.MAX_EVERY_DAYS, 11), (36, vouchers.MAX_TIMES), (0, 0)):
        package = f'[[credits.packages]]\nname = "P"\ncredits = 5\nevery_days = {every_days}\ntimes = {times}\n'
        (found,) = load_settings(write(tmp_path, package), cost_names=lambda: COSTS).credits.packages
        assert (found.every_days, found.times) == (every_days, times)
    for beyond in (f"every_days = {vouchers.MAX_EVERY_DAYS + 1}", f"times = {vouchers.MAX_TIMES + 1}"):
        text = f'[[credits.packages]]\nname = "P"\ncredits = 5\n{beyond}\n'
        assert find_faults(FILE, text, cost_names=COSTS)


def test_every_fault_is_found_in_the_order_of_the_lines(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        '[voice]\nrate_wpm = 1\n[player]\nprovder = "auto"\n[credits.costs]\nX = 1\nSPEAK_TRACK_INTRO = "1"\n',
    )
    assert [fault.line for fault in check_file(file, cost_names=COSTS)] == [2, 4, 6, 7]
    with pytest.raises(SettingRejected) as first:
        load_settings(file, cost_names=lambda: COSTS)
    assert first.value.line == 2


def test_files_that_can_be_no_config(tmp_path: Path) -> None:
    (fault,) = check_file(tmp_path, cost_names=COSTS)
    assert "can't be read" in fault.message
    (fault,) = check_file(Path("nul\0name"), cost_names=COSTS)
    assert "can't be read" in fault.message
    (fault,) = check_file(write(tmp_path, b"[voice]\n# caf\xe9\n"), cost_names=COSTS)
    assert (fault.line, "UTF-8" in fault.message) == (2, True)
    (fault,) = check_file(write(tmp_path, "#" * (MAX_BYTES + 1)), cost_names=COSTS)
    assert "larger than" in fault.message
    assert check_file(write(tmp_path, "#" * MAX_BYTES), cost_names=COSTS) == ()


@pytest.mark.slow
def test_a_name_of_terminal_commands_or_of_a_megabyte_is_told_harmlessly() -> None:
    fault = only_fault('"\\u001b]0;owned\\u0007" = 1\n')
    assert "\x1b" not in str(fault)
    fault = only_fault(f"{'x' * 900_000} = 1\n")
    assert len(str(fault)) < 1000


# Lines

FILLERS = st.sampled_from(
    [
        ["# rate_wpm = 1"],
        [""],
        ['prefer = "rate_wpm = 1 [voice]"'],
        ['prefer = """', "rate_wpm = 9", "[voice]", '"""'],
        ["prefer = '''rate_wpm", "rate_wpm = 9'''"],
        ["[support]", 'name = "rate_wpm"'],
        ["provider = 'auto' # rate_wpm"],
    ]
)
FAULTS = st.sampled_from(
    [
        (["[voice]", "rate_wpm = 1"], 1),
        (["[voice]", "enabled = true", 'voice = """', "rate_wpm", '"""', "rate_wpm = 1"], 5),
        (["[ voice ]", '"rate_wpm"="fast"'], 1),
        (["[voice]", "'rate_wpm' = [", " 1,", " 2 ]"], 1),
        (["[voice]", "rate_wpm = '''a", "b'''"], 1),
        (["[voice.rate_wpm]", "x = 1"], 0),
    ]
)


@given(before=st.lists(FILLERS, max_size=4), fault=FAULTS, after=st.lists(FILLERS, max_size=3))
def test_the_line_is_the_one_where_the_setting_stands(
    before: list[list[str]], fault: tuple[list[str], int], after: list[list[str]]
) -> None:
    # Each filler in a table of its own kind: a key twice in one table would be a fault of another sort.
    lines: list[str] = []
    seen = set()
    for filler in before:
        first_word = filler[0].partition(" ")[0]
        if first_word not in seen:
            seen.add(first_word)
            lines += filler
    if any(line.startswith(("prefer", "provider")) for line in lines):
        lines = ["[player]", *[line for line in lines if not line.startswith(("[support]", "name"))]]
    at = len(lines) + fault[1] + 1
    lines += fault[0]
    lines += [line for filler in after for line in filler if line.startswith("#") or not line]
    faults = find_faults(FILE, "\n".join(lines), cost_names=COSTS)
    assert [each.line for each in faults] == [at]


def test_lines_of_inline_and_dotted_settings() -> None:
    assert only_fault("# x\nvoice = { enabled = true, rate_wpm = 1 }\n").line == 2
    assert only_fault("voice.enabled = true\nvoice.rate_wpm = 1\n").line == 2
    assert only_fault('"voi\\u0063e".rate_wpm = 1\n').line == 1


SETTABLE = [line[2:] for line in example_text().splitlines() if " = " in line or line.startswith("[")]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 2000),
        st.integers(0, 12),
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(['"', "'", "=", "[", "]", "{", "}", "\n", '"""', "1", "-", "true", "é", "\x00", "."]),
            st.sampled_from(SETTABLE).map(lambda line: f"\n{line}\n"),
        ),
    ),
    max_size=6,
)


@pytest.mark.slow
@given(edits=EDITS)
def test_no_edit_of_a_config_crashes_and_every_fault_has_a_line(edits: list[tuple[int, int, str]]) -> None:
    text = "\n".join(
        line[2:] if " = " in line and line.startswith("# ") else line for line in example_text().splitlines()
    )
    for at, cut, insert in edits:
        place = at % (len(text) + 1)
        text = text[:place] + insert + text[place + cut :]
    faults = find_faults(FILE, text, cost_names=COSTS)
    for fault in faults:
        assert fault.line is not None
        assert 1 <= fault.line <= text.count("\n") + 1
    try:
        document: dict[str, Any] | None = tomllib.loads(text)
    except ValueError:
        document = None
    assert document is not None or faults


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/v1", "http://[::1]:80", "https://proxy.example/spotify"]
)
def test_spotify_may_be_elsewhere_but_not_in_the_clear(tmp_path: Path, address: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[spotify]\napi_url = "{address}"\n')
    assert load_settings(file, cost_names=lambda: ()).spotify.api_url == address
