using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A delivery after a command, with the code that the command issued, where the caller may see it.</summary>
public sealed record IssuedDelivery(Delivery Delivery, DeliveryStatus StatusNow, DeliveryCode? Code)
{
    /// <summary>
    /// Opens the live code if it is of the generation that the command issued: a replay after a newer code shows none.
    /// </summary>
    internal static IssuedDelivery Of(Delivery delivery, int? generation, CodeKeyRing keys, DateTimeOffset now)
    {
        var status = delivery.StatusAt(now);
        var shows = status == DeliveryStatus.Pending
            && delivery.Policy.CodeRelease == CodeRelease.OnIssue
            && delivery.Generation == generation;
        return new IssuedDelivery(
            delivery,
            status,
            shows ? keys.Open(delivery.Id, delivery.Generation, delivery.Code!) : null);
    }
}
