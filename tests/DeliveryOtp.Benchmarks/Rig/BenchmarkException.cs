namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>A benchmark whose numbers would mean nothing; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
