"""A spec proves itself: right answers pass, wrong ones fail, changes of the reference are noticed."""
