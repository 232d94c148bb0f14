"""A spec proves itself: right answers pass, wrong ones fail, a changed reference is noticed."""
