using System.Net;
using System.Net.Sockets;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>
/// The one place that grants what callers may ask (R21; OWASP API4:2023), each of each replica and before the request meets the
/// database. No budget is shared by two who don't trust each other.
/// </summary>
internal sealed class RequestBudgets : IDisposable
{
    private const int WindowS = 60;
    private const int RequestsOfLink = 60;
    private const int TapsOfLinkAtOnce = 4;
    private const int MostWaiting = 1_000;
    private const int LookUpsAtOnce = 8;

    private readonly Budget<string> _retailerKeys;
    private readonly Budget<string> _supportKeys;
    private readonly Budget<(RetailerId, CourierId)> _couriers;
    private readonly Budget<LinkId> _linkReads = OfLink(BudgetName.RecipientReads, "read");
    private readonly Budget<LinkId> _linkTaps = OfLink(BudgetName.RecipientTaps, "tapped");
    private readonly Budget<LinkId> _linkStops = OfLink("recipient-stops", "stopped");
    private readonly Budget<IPAddress> _failedSignIns;
    private readonly Budget<IPAddress> _lookUpsAtOnce;
    private readonly Budget<RetailerId> _retailersAtOnce;
    private readonly Budget<(RetailerId, CourierId)> _couriersAtOnce;
    private readonly Budget<LinkId> _linksAtOnce;
    private readonly Budget<RetailerId> _exports;
    private readonly Budget<RetailerId> _revocations = Budget<RetailerId>.OfRate(
        BudgetName.Revocations, new RateOptions { PerSecond = 5, Burst = 500 }, "For revocations of couriers' tokens a retailer");

    public RequestBudgets(IOptions<ServiceOptions> options)
    {
        var most = options.Value.Budgets;
        _retailerKeys = Budget<string>.OfRate(BudgetName.ApiKey, most.RetailerKey, "An API key");
        _supportKeys = Budget<string>.OfRate(BudgetName.SupportKey, most.SupportKey, "A support key, or person in support,");
        _couriers = Budget<(RetailerId, CourierId)>.OfRate(BudgetName.Courier, most.Courier, "A courier");
        _failedSignIns = Budget<IPAddress>.InWindow(
            BudgetName.FailedSignIns,
            most.FailedSignIns,
            WindowS,
            "Too many sign-ins from this address failed. Wait for the seconds in `Retry-After`, then sign in with a valid credential.");

        // Among them four hundred that fail would all be looked up before the first one counts.
        _lookUpsAtOnce = Budget<IPAddress>.AtOnce("look-ups-at-once", LookUpsAtOnce, MostWaiting, waitS: 1, "Too many sign-ins at once.");
        _retailersAtOnce = AtWork<RetailerId>(BudgetName.RequestsAtOnce, most.RequestsAtOnce, "requests of this retailer");
        _couriersAtOnce = AtWork<(RetailerId, CourierId)>(BudgetName.VisitsAtOnce, most.VisitsAtOnce, "visits of this courier");
        _exports = Budget<RetailerId>.AtOnce(
            BudgetName.Exports,
            most.ExportsAtOnce,
            waiting: 0,
            waitS: 10,
            $"This retailer has {most.ExportsAtOnce} exports open. Read one to its end or close it, then ask again.");

        // Whoever stops the code waits for at most some others of the same link; there is no number of them that refuses one.
        _linksAtOnce = Budget<LinkId>.AtOnce("taps-at-once", TapsOfLinkAtOnce, waiting: int.MaxValue, waitS: 1, "Too many taps at once.");
    }

    /// <summary>Null: the request may go on.</summary>
    public BudgetRefusal? Take(Caller caller, Endpoint? endpoint) => caller switch
    {
        { Role: ActorRole.Courier, Courier: { } courier } => _couriers.Take((caller.Tenant, courier)),

        // The others were asked before they signed in.
        { Role: ActorRole.Recipient, Delivery: { } delivery, LinkVersion: > CodeKeyRing.MostTold and var version } => Take(new LinkId(delivery, version), endpoint),
        { Role: ActorRole.Recipient } => null,
        { Role: ActorRole.Retailer, Retailer: { } retailer } when endpoint?.Metadata.GetMetadata<RevocationBudgetAttribute>() is not null =>
            _revocations.Take(retailer),
        { Role: ActorRole.Retailer or ActorRole.Admin } => _retailerKeys.Take(caller.Id),
        _ => _supportKeys.Take(caller.Id),
    };

    /// <summary>Null: the request may go on.</summary>
    public BudgetRefusal? Take(LinkId link, Endpoint? endpoint) => BudgetOfLink(endpoint)?.Take(link);

    /// <summary>Whether only so many may work at once: but for links, which have theirs before the sign-in.</summary>
    public static bool NeedsPlace(Caller caller, Endpoint? endpoint) =>
        caller is { Retailer: not null, Role: not ActorRole.Recipient } && (IsExport(endpoint) || !Lasts(endpoint));

    /// <summary>What lasts holds no database connection while it does; but exports have a number of their own.</summary>
    public static bool Lasts(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null;

    /// <summary>A place among those at work, for whoever needs one.</summary>
    public ValueTask<Place> EnterAsync(Caller caller, Endpoint? endpoint, CancellationToken cancel) => caller switch
    {
        { Courier: { } courier } => _couriersAtOnce.EnterAsync((caller.Tenant, courier), cancel),
        _ when IsExport(endpoint) => _exports.EnterAsync(caller.Tenant, cancel),
        _ => _retailersAtOnce.EnterAsync(caller.Tenant, cancel),
    };

    /// <summary>A place among the taps of one link.</summary>
    public ValueTask<Place> EnterAsync(LinkId link, CancellationToken cancel) => _linksAtOnce.EnterAsync(link, cancel);

    /// <summary>
    /// Whether somebody stops the same code again and again. It is done each time, at once (R21); only the answer takes its time, so that
    /// who asks without end doesn't have the machine to himself.
    /// </summary>
    public bool RepeatsStops(LinkId link, Endpoint? endpoint) => LinkBudgetOf(endpoint) is LinkBudget.Stops && _linkStops.Take(link) is not null;

    /// <summary>Counts a sign-in that failed. Null: more may follow.</summary>
    public BudgetRefusal? TakeFailedSignIn(HttpContext context) => _failedSignIns.Take(NetworkOf(context));

    /// <summary>Null: a sign-in from there may still fail.</summary>
    public BudgetRefusal? LookAtFailedSignIns(HttpContext context) => _failedSignIns.Look(NetworkOf(context));

    /// <summary>A place among the credentials from there that are looked up.</summary>
    public ValueTask<Place> EnterLookUpAsync(HttpContext context) => _lookUpsAtOnce.EnterAsync(NetworkOf(context), context.RequestAborted);

    public void Dispose()
    {
        _retailerKeys.Dispose();
        _supportKeys.Dispose();
        _couriers.Dispose();
        _linkReads.Dispose();
        _linkTaps.Dispose();
        _linkStops.Dispose();
        _failedSignIns.Dispose();
        _lookUpsAtOnce.Dispose();
        _retailersAtOnce.Dispose();
        _couriersAtOnce.Dispose();
        _linksAtOnce.Dispose();
        _exports.Dispose();
        _revocations.Dispose();
    }

    private Budget<LinkId>? BudgetOfLink(Endpoint? endpoint) => LinkBudgetOf(endpoint) switch
    {
        LinkBudget.Taps => _linkTaps,
        LinkBudget.Stops => null,
        _ => _linkReads,
    };

    private static LinkBudget? LinkBudgetOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<LinkBudgetAttribute>()?.Budget;

    private static bool IsExport(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ExportBudgetAttribute>() is not null;

    private static Budget<LinkId> OfLink(string name, string done) => Budget<LinkId>.InWindow(
        name,
        RequestsOfLink,
        WindowS,
        $"The link was {done} {RequestsOfLink} times within {WindowS} seconds. Wait for the seconds in `Retry-After`. "
        + "Hiding the code, reports and denials are always taken.");

    private static Budget<TKey> AtWork<TKey>(string name, int most, string what)
        where TKey : notnull => Budget<TKey>.AtOnce(
            name,
            most,
            MostWaiting,
            waitS: 1,
            $"{most} {what} are at work and {MostWaiting} wait. Nothing was recorded. Wait for the seconds in `Retry-After`, then repeat.");

    private static IPAddress NetworkOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

/// <summary>One of a delivery's links.</summary>
internal readonly record struct LinkId(DeliveryId Delivery, int Version);
