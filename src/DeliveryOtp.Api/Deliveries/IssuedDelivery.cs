using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A delivery after a command, with the code and the link that the command issued, where the caller may see them.</summary>
public sealed record IssuedDelivery(Delivery Delivery, DeliveryStatus StatusNow, DeliveryCode? Code, RecipientLink? Link = null)
{
    /// <summary>
    /// Opens the live code if it is of the generation that the command issued: a replay after a newer code shows none.
    /// </summary>
    internal static IssuedDelivery Of(Delivery delivery, int? generation, CodeKeyRing keys, DateTimeOffset now)
    {
        var shows = delivery.Policy.CodeRelease == CodeRelease.OnIssue && delivery.Generation == generation;
        return new IssuedDelivery(
            delivery,
            delivery.StatusAt(now),
            shows && delivery.CodeAt(now) is { } code ? keys.Open(delivery.Id, delivery.Generation, code) : null);
    }

    /// <summary>For the reply that creates a delivery, or that changes whose it is.</summary>
    internal IssuedDelivery WithLink(CodeKeyRing keys) => this with
    {
        Link = Delivery.LinkDigest is { } digest ? keys.FindLink(Delivery.Id, Delivery.LinkVersion, digest) : null,
    };
}
