namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>Bounds on what one caller may ask of one replica, so that nobody uses up what another needs (R21).</summary>
public sealed class BudgetOptions
{
    /// <summary>Of each API key of the role retailer.</summary>
    public RateOptions RetailerKey { get; init; } = new() { PerSecond = 500, Burst = 5_000 };

    /// <summary>Of each API key of the role support, and of each person who is signed in to the console.</summary>
    public RateOptions SupportKey { get; init; } = new() { PerSecond = 50, Burst = 100 };

    /// <summary>Of each courier of a retailer, whatever the token.</summary>
    public RateOptions Courier { get; init; } = new() { PerSecond = 200, Burst = 5_000 };

    /// <summary>From one address (an IPv6 address counts as its /64) within a minute; 1 or more.</summary>
    public int FailedSignIns { get; init; } = 20;

    /// <summary>
    /// Requests of one retailer's keys that may work at once, in front of the pool of database connections; 1 or more. Others wait for
    /// their turn. Neither visits of couriers nor taps of recipients are among them.
    /// </summary>
    public int RequestsAtOnce { get; init; } = 16;

    /// <summary>Visits and looks of one courier that may work at once, their bodies being read included; 1 or more. Others wait for their turn.</summary>
    public int VisitsAtOnce { get; init; } = 4;

    /// <summary>Exports of one retailer that may be open at once; 1 or more.</summary>
    public int ExportsAtOnce { get; init; } = 4;
}

/// <summary>How often somebody may ask.</summary>
public sealed class RateOptions
{
    /// <summary>In the long run, requests a second; 1 or more.</summary>
    public int PerSecond { get; init; }

    /// <summary>After a quiet time, requests at once; 1 or more.</summary>
    public int Burst { get; init; }
}
