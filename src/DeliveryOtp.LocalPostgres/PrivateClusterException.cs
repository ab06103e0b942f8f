using System.Diagnostics.CodeAnalysis;

namespace DeliveryOtp.LocalPostgres;

/// <summary>A cluster that cannot start. The message is for the person at the terminal: what is wrong, and what to do.</summary>
[SuppressMessage("Major Code Smell", "S3925", Justification = "Binary serialization is gone from .NET.")]
public sealed class PrivateClusterException : Exception
{
    public PrivateClusterException(string message)
        : base(message)
    {
    }

    public PrivateClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
