namespace DeliveryOtp.Domain.Codes;

/// <summary>A row that decides is not as the service wrote it: nothing is decided by it, and nothing changed.</summary>
/// <param name="row">Which row, for the log.</param>
public sealed class BrokenSealException(string row) : Exception($"The seal of {row} does not hold.");
