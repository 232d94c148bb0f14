"""The conductor: answer key × submission → report. It calls and passes on; others decide."""
