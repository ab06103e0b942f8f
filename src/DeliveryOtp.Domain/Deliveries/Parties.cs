using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>Where the parcel goes.</summary>
/// <param name="Position">The door.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Address">For people; no rule looks at it.</param>
public sealed record Destination(Position Position, string Country, string? Address);

/// <summary>Who sold, on which marketplace; kept as evidence of who has to answer.</summary>
public sealed record Seller(string Name, string? Country, string? Marketplace);

/// <summary>How the recipient is reached. The contact is personal data: masked when printed.</summary>
public sealed record Recipient(string? Language, string? Email, string? Phone)
{
    public override string ToString() => "recipient";
}
