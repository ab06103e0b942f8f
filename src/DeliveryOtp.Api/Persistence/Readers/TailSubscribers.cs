using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>Who wants the entries of which delivery, and whether anybody is giving them out.</summary>
internal sealed class TailSubscribers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeliveryId, List<TailSubscription>> _ofDelivery = [];
    private TaskCompletionSource _following = NewSource();

    /// <summary>
    /// Once <c>Following</c> is done, everything that is committed from then on will be given to the subscription, and
    /// what was committed before can be read.
    /// </summary>
    public (TailSubscription Subscription, Task Following) Add(DeliveryId delivery)
    {
        var subscription = new TailSubscription(this, delivery);
        lock (_lock)
        {
            if (!_ofDelivery.TryGetValue(delivery, out var subscriptions))
                _ofDelivery[delivery] = subscriptions = [];
            subscriptions.Add(subscription);
            return (subscription, _following.Task);
        }
    }

    public void Remove(TailSubscription subscription)
    {
        lock (_lock)
        {
            if (_ofDelivery.TryGetValue(subscription.Delivery, out var subscriptions)
                && subscriptions.Remove(subscription)
                && subscriptions.Count == 0)
            {
                _ofDelivery.Remove(subscription.Delivery);
            }
        }
    }

    public bool Want(DeliveryId delivery)
    {
        lock (_lock)
            return _ofDelivery.ContainsKey(delivery);
    }

    public void Give(DeliveryId delivery, EntryExcerpt entry)
    {
        lock (_lock)
        {
            if (_ofDelivery.TryGetValue(delivery, out var subscriptions) && subscriptions.RemoveAll(one => !one.Offer(entry)) > 0
                && subscriptions.Count == 0)
            {
                _ofDelivery.Remove(delivery);
            }
        }
    }

    /// <summary>From here on, what is committed is given out.</summary>
    public void SetFollowing()
    {
        lock (_lock)
            _following.TrySetResult();
    }

    /// <summary>True: nobody wants anything, and who comes next has to wait for a new beginning.</summary>
    public bool TryRest()
    {
        lock (_lock)
        {
            if (_ofDelivery.Count > 0)
                return false;
            _following = NewSource();
            return true;
        }
    }

    /// <summary>Nothing is given out any more: who has a subscription finds its end, who waits for one learns why.</summary>
    public void EndAll(Exception reason)
    {
        lock (_lock)
        {
            foreach (var subscription in _ofDelivery.Values.SelectMany(subscriptions => subscriptions))
                subscription.End();
            _ofDelivery.Clear();
            _following.TrySetException(reason);
            _ = _following.Task.Exception;
            _following = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
