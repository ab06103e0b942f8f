using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Recipients;

/// <summary>
/// Writes a stream: the past, then what comes, with a heartbeat while nothing does. It ends when the link dies, after an
/// hour, when its subscription ends and when the service stops; the client comes back with the last id it has.
/// </summary>
public sealed partial class LiveViewWriter(
    TrackedEvents events,
    DeliveryReads deliveries,
    TrackingMetrics metrics,
    IHostApplicationLifetime lifetime,
    IOptions<JsonOptions> json,
    TimeProvider time,
    ILogger<LiveViewWriter> logger)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>So that streams spread over replicas that came later, and a proxy's own limit is no surprise.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public async Task WriteAsync(LiveView view, HttpContext http)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping, limit.Token);
        try
        {
            await WriteAsync(view, new EventStream(http.Response, json.Value.JsonSerializerOptions, time), end.Token);
            if (view.News.IsSlow)
                metrics.CountSlow();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Unless the client has gone, the body ends properly.
        }
        catch (SlowClientException)
        {
            metrics.CountSlow();
            http.Abort();
        }
        catch (Exception failure) when (http.Response.HasStarted)
        {
            LogCutOff(failure);
            http.Abort();
        }
        finally
        {
            // Whatever still waits for news or for the next heartbeat need not.
            await end.CancelAsync();
        }
    }

    private async Task WriteAsync(LiveView view, EventStream response, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        await response.BeginAsync(cancel);
        if (await WritePastAsync(view, response, cancel) is { } last)
            await WriteNewsAsync(view, last, response, timer, cancel);
    }

    /// <summary>The last sequence that the client has now. Null: the link has died.</summary>
    private async Task<int?> WritePastAsync(LiveView view, EventStream response, CancellationToken cancel)
    {
        var (last, page) = (view.After ?? 0, view.Past);
        while (true)
        {
            foreach (var (sequence, happened) in page)
            {
                await response.SendAsync(happened.Kind, sequence, happened, cancel);
                last = sequence;
            }

            // A new client gets the newest, and so has everything; one that comes back may have missed more than that.
            if (view.After is null || page.Count < TrackedEvents.PageSize)
                return last;
            page = await events.ListAsync(view.Link.Retailer, view.Link.Delivery, last, cancel);
            if (!await IsAliveAsync(view.Link, cancel))
                return null;
        }
    }

    private async Task WriteNewsAsync(LiveView view, int last, EventStream response, PeriodicTimer timer, CancellationToken cancel)
    {
        var strangers = new StrangersLine(time);
        var (news, beat) = (view.News.WaitAsync(cancel), NextBeat());
        while (true)
        {
            if (await Task.WhenAny(news, beat) == beat)
            {
                await beat;
                if (!await IsAliveAsync(view.Link, cancel))
                    return;
                if (strangers.TakeHeldBack() is { } heldBack)
                    await response.SendAsync(TrackedEvents.RefusedKind, heldBack.Sequence, heldBack.Event, cancel);
                else
                    await response.BeatAsync(cancel);
                beat = NextBeat();
                continue;
            }

            if (!await news)
                return;
            while (view.News.TryRead(out var entry))
            {
                if (entry.Kind == EntryKind.Changed && !await IsAliveAsync(view.Link, cancel))
                    return;
                if (entry.Sequence <= last || (entry.IsStranger ? strangers.Add(entry) : TrackedEvents.Of(entry)) is not { } happened)
                    continue;
                await response.SendAsync(happened.Event.Kind, happened.Sequence, happened.Event, cancel);
                last = happened.Sequence;
                metrics.CountWritten(time.GetUtcNow() - entry.RecordedAt);
            }

            news = view.News.WaitAsync(cancel);
        }

        Task<bool> NextBeat() => timer.WaitForNextTickAsync(cancel).AsTask();
    }

    /// <summary>R20: a link dies the moment the retailer names another recipient, for streams as well.</summary>
    private async Task<bool> IsAliveAsync(TrackedLink link, CancellationToken cancel) =>
        await deliveries.FindLinkVersionAsync(link.Retailer, link.Delivery, cancel) == link.Version;

    [LoggerMessage(EventName = "stream_cut_off", Level = LogLevel.Warning, Message = "A recipient's stream was cut off")]
    private partial void LogCutOff(Exception failure);
}
