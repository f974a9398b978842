"""What everybody may see, as plain values: the only thing that the public pages read.

A company is here from the moment it came out with a release: then it has a certificate. What it shows
is the newest publication of each cycle that it did not withdraw, never the answers themselves; what it
declared stands here with everything that became of it, withdrawals included.
"""

from zeren_web.records.models.releases import MOST_WORDS
from zeren_web.records.read.handed_out import FILES
from zeren_web.records.read.keys import LIST, status_list, the_trust, trust_file
from zeren_web.records.read.published.companies import (
    A_PAGE,
    all_codes,
    companies,
    companies_from,
    declaration_file,
    profile,
    registered,
    report,
)
from zeren_web.records.read.published.values import (
    Announced,
    Certified,
    Confirmed,
    Declared,
    Found,
    Listed,
    Name,
    Profile,
    ReleaseTold,
    Report,
    State,
)
from zeren_web.records.read.published.years import (
    certificate,
    notice,
    notices,
    register_folder_shown,
    releases,
    trusts,
)

__all__ = [
    "A_PAGE",
    "FILES",
    "LIST",
    "MOST_WORDS",
    "Announced",
    "Certified",
    "Confirmed",
    "Declared",
    "Found",
    "Listed",
    "Name",
    "Profile",
    "ReleaseTold",
    "Report",
    "State",
    "all_codes",
    "certificate",
    "companies",
    "companies_from",
    "declaration_file",
    "notice",
    "notices",
    "profile",
    "register_folder_shown",
    "registered",
    "releases",
    "report",
    "status_list",
    "the_trust",
    "trust_file",
    "trusts",
]
