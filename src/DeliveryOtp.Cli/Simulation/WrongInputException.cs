namespace DeliveryOtp.Cli.Simulation;

/// <summary>What the operator gave can't be used; the message says why, for people.</summary>
internal sealed class WrongInputException(string sentence) : Exception(sentence);
