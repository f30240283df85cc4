"""The words of the mails that the engine sends."""
