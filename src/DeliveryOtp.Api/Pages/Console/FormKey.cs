using System.Security.Cryptography;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>The idempotency key of a form: sent twice, it is one act.</summary>
internal static class FormKey
{
    /// <summary>The one that came with the form, or a new one.</summary>
    public static Guid Or(Guid sent) => sent == Guid.Empty ? new Guid(RandomNumberGenerator.GetBytes(16)) : sent;
}
