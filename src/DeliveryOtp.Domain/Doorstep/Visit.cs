using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What a courier's app says from a doorstep: who, where, on what. All of it is evidence and is stored.</summary>
public abstract record Visit
{
    private protected Visit()
    {
    }

    public required CourierId Courier { get; init; }

    /// <summary>The token that the courier signed in with (its jti).</summary>
    public required string TokenId { get; init; }

    /// <summary>The retailer's API key that made the token; null: an earlier version made it.</summary>
    public string? ApiKeyId { get; init; }

    /// <summary>The address that the request came from; null when unknown.</summary>
    public string? CallerAddress { get; init; }

    /// <summary>Where the device says it is; null when it did not say.</summary>
    public Fix? Fix { get; init; }

    public required Device Device { get; init; }

    public ParcelBarcode? Scan { get; init; }

    /// <summary>When the courier pressed the button, by the device's clock.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>What the app sent and could not be used as it came, by its name: <c>location.speed_mps</c>.</summary>
    public IReadOnlyList<string> NotUsable { get; init; } = [];
}

/// <summary>A courier says: I am at the door (R6).</summary>
public sealed record Arrival : Visit;
